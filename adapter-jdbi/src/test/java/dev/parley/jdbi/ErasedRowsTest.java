package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.internal.Erasure;
import dev.parley.core.markup.Markup;
import dev.parley.core.model.Account;
import dev.parley.core.model.Change;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.MessageId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** No table keeps anything that an erased account said, not even where no reader looks. */
class ErasedRowsTest {

    private static final List<String> LEFT = List.of(
            "select count(*) from parley_message where mentions like '%alice%'",
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
            Change his = people.post(bob, alice, "hello, @alice");
            write(people, alice, hers, his);
            report(stores, alice, his);

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

    /** A former version of hers, and what she thought of his, in which she is named. */
    private static void write(People people, Account alice, Change hers, Change his) {
        ConversationId room = hers.conversation();
        MessageId said = hers.message().id();
        MessageId heard = his.message().id();
        people.commit(List.of(
                new Command.Edit(people.id(), alice.id(), room, people.now(), said, Markup.words("other secret")),
                new Command.React(people.id(), alice.id(), room, people.now(), heard, "👍", true)));
    }

    private static void report(JdbiStores stores, Account alice, Change his) {
        stores.database()
                .write(handle -> handle.execute(
                        "insert into parley_report (id, message_id, conversation_id, reporter_id, reason, reported_at)"
                                + " values (1, ?, ?, ?, 'secret', now())",
                        his.message().id().value(),
                        his.conversation().value(),
                        alice.id().value()));
    }

    private static long count(JdbiStores stores, String sql) {
        return stores.database()
                .read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
