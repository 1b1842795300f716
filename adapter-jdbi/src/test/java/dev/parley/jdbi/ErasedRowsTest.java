package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.internal.Erasure;
import dev.parley.core.model.Account;
import dev.parley.core.model.Change;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** No table keeps anything that an erased account said, not even where no reader looks. */
class ErasedRowsTest {

    private static final List<String> LEFT = List.of(
            "select count(*) from parley_edit",
            "select count(*) from parley_reaction",
            "select count(*) from parley_mention",
            "select count(*) from parley_session",
            "select count(*) from parley_message where content like '%secret%' or search like '%secret%'"
                    + " or fingerprint like '%secret%'",
            "select count(*) from parley_report where reason <> ''",
            "select count(*) from parley_account where username = 'alice' or username_key = 'alice'"
                    + " or display_name = 'alice' or search = 'alice' or password_hash is not null");

    @Test
    void onH2() {
        nothingIsLeft(DatabaseSettings.of("jdbc:h2:mem:" + UUID.randomUUID()));
    }

    @Test
    void onPostgres() {
        nothingIsLeft(PostgresServer.shared().database());
    }

    private static void nothingIsLeft(DatabaseSettings settings) {
        try (JdbiStores stores = JdbiStores.open(settings)) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Account bob = people.person("bob");
            stores.accounts().replacePassword(alice.id(), "", "hash");
            Change hers = people.post(alice, bob, "secret");
            Change his = people.post(bob, alice, "hello");
            write(stores, alice, hers, his);

            stores.erasures().begin(alice.id(), people.now());
            new Erasure(
                            stores.erasures(),
                            (place, command) -> people.commit(List.of(command.apply(people.id())))
                                    .get(0),
                            people::now)
                    .carryOn(alice.id());

            assertThat(LEFT).allSatisfy(sql -> assertThat(count(stores, sql)).isZero());
            assertThat(count(stores, "select count(*) from parley_message")).isEqualTo(3);
        }
    }

    /** A former version of hers, what she thought of his, where she was named, and what she reported. */
    private static void write(JdbiStores stores, Account alice, Change hers, Change his) {
        long room = hers.conversation().value();
        long account = alice.id().value();
        stores.database().write(handle -> {
            handle.execute(
                    "insert into parley_edit (message_id, version, conversation_id, content, edited_at)"
                            + " values (?, 1, ?, 'former secret', now())",
                    hers.message().id().value(),
                    room);
            handle.execute(
                    "insert into parley_reaction (message_id, emoji, account_id, conversation_id, reacted_at)"
                            + " values (?, 'x', ?, ?, now())",
                    his.message().id().value(),
                    account,
                    room);
            handle.execute(
                    "insert into parley_mention (message_id, account_id, conversation_id, ordinal) values (?, ?, ?, 2)",
                    his.message().id().value(),
                    account,
                    room);
            return handle.execute(
                    "insert into parley_report (id, message_id, conversation_id, reporter_id, reason, reported_at)"
                            + " values (1, ?, ?, ?, 'secret', now())",
                    his.message().id().value(),
                    room,
                    account);
        });
    }

    private static long count(JdbiStores stores, String sql) {
        return stores.database()
                .read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
