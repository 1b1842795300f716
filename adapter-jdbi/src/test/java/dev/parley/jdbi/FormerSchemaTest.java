package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Sought;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that an earlier version wrote is opened with all that is in it. */
class FormerSchemaTest {

    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final ConversationId THEIRS = new ConversationId(10);
    private static final int SPOKEN = 1_200;
    private static final ConversationId ALICES_NOTES = new ConversationId(11);

    /**
     * Two people; in their conversation Alice wrote twice, and marked the second as unread; Bob has read the first; her notes hold
     * nothing.
     */
    private static final List<String> WRITTEN = List.of(
            "insert into parley_account (id, kind, username, username_key, display_name, search, admin, created_at)"
                    + " values (1, 'PERSON', 'alice', 'alice', 'Alice', 'alice', false, now()),"
                    + " (2, 'PERSON', 'bob', 'bob', 'Bob', 'bob', false, now())",
            "insert into parley_conversation (id, kind, pair, host_key, low_id, high_id, last_seq, last_ordinal,"
                    + " live_count, last_message_id, last_message_at, created_by, created_at)"
                    + " values (10, 'DIRECT', '1:2', 'order-7', 1, 2, 3, 2, 2, 22, now(), 1, now()),"
                    + " (11, 'DIRECT', '1:1', null, 1, 1, 0, 0, 0, null, null, 1, now())",
            "insert into parley_member (conversation_id, account_id, role, joined_seq, read_seq, read_ordinal,"
                    + " unread_from, read_revision) values (10, 1, 'MEMBER', 0, 3, 2, 1, 0), (10, 2, 'MEMBER', 0, 2, 1, null, 7),"
                    + " (11, 1, 'MEMBER', 0, 0, 0, null, 0)",
            "insert into parley_message (id, conversation_id, seq, ordinal, version, kind, sender_id, client_id, content,"
                    + " sent_at) values (21, 10, 1, 1, 2, 'TEXT', 1, 'a', 'first', now()),"
                    + " (22, 10, 3, 2, 1, 'TEXT', 1, 'b', 'second', now())",
            "insert into parley_change (conversation_id, seq, id, kind, message_id, actor_id, changed_at)"
                    + " values (10, 1, 21, 'MESSAGE_CREATED', 21, 1, now()),"
                    + " (10, 2, 23, 'MESSAGE_EDITED', 21, 1, now()), (10, 3, 22, 'MESSAGE_CREATED', 22, 1, now())");

    @TempDir
    private Path folder;

    @Test
    void anH2FileOfVersion3() throws Exception {
        DatabaseSettings settings = DatabaseSettings.of("jdbc:h2:file:" + folder.resolve("parley"));
        write(settings, "3", WRITTEN);

        holdsWhatWasWritten(settings);
    }

    @Test
    void aPostgresDatabaseOfVersion3() throws Exception {
        DatabaseSettings settings = PostgresServer.shared().database();
        write(settings, "3", WRITTEN);

        holdsWhatWasWritten(settings);
    }

    /** H2 keeps what was done of a migration when its process is killed. */
    @ParameterizedTest
    @CsvSource({
        "V4__what_a_message_moves, 6",
        "V5__moved_away, 8",
        "V6__a_message_is_its_own_entry, 1",
        "V7__groups_and_channels, 10",
        "V8__on_messages, 8",
        "V10__people, 9",
        "V11__reading_and_settings, 5"
    })
    void anH2FileWhoseUpgradeBrokeOffAnywhereIsUpgraded(String migration, int many) throws Exception {
        List<String> steps = statements(migration);
        assertThat(steps).hasSize(many);
        String before = Integer.toString(Integer.parseInt(migration.substring(1, migration.indexOf("__"))) - 1);
        for (int done = 0; done <= steps.size(); done++) {
            DatabaseSettings settings = DatabaseSettings.of("jdbc:h2:file:" + folder.resolve("parley" + done));
            write(settings, "3", WRITTEN);
            write(settings, before, steps.subList(0, done));

            holdsWhatWasWritten(settings);
        }
    }

    @Test
    void anH2FileWhoseUpgradeFailedIsUpgradedWhenItIsOpenedAgain() throws Exception {
        DatabaseSettings settings = DatabaseSettings.of("jdbc:h2:file:" + folder.resolve("parley"));
        write(settings, "3", WRITTEN);
        write(
                settings,
                "3",
                List.of(
                        "create table parley_marker (id bigint)",
                        "create view looking as select id from parley_marker"));
        assertThatThrownBy(() -> JdbiStores.open(settings)).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> JdbiStores.open(settings)).isInstanceOf(DatabaseException.class);

        Backend backend = H2Backend.open(settings);
        carryOut(backend, List.of("drop view looking"));
        backend.close();

        holdsWhatWasWritten(settings);
    }

    @Test
    void whatWasSaidBeforeThereWasAnIndexIsFoundInH2() throws Exception {
        DatabaseSettings settings = DatabaseSettings.of("jdbc:h2:file:" + folder.resolve("parley"));
        write(settings, "7", spoken());

        findsWhatWasSaid(settings);
    }

    @Test
    void whatWasSaidBeforeThereWasAnIndexIsFoundInPostgres() throws Exception {
        DatabaseSettings settings = PostgresServer.shared().database();
        write(settings, "7", spoken());

        findsWhatWasSaid(settings);
    }

    @Test
    void anH2FileWhoseIndexWasHalfMadeGetsAWholeOne() throws Exception {
        DatabaseSettings settings = DatabaseSettings.of("jdbc:h2:file:" + folder.resolve("parley"));
        List<String> steps = new ArrayList<>(spoken());
        steps.add(
                "create table parley_search_block (conversation_id bigint not null, last_seq bigint not null,"
                        + " first_seq bigint not null, texts binary varying not null, primary key (conversation_id, last_seq))");
        steps.add("insert into parley_search_block values (10, 900, 1, X'00000004')");
        write(settings, "7", steps);

        findsWhatWasSaid(settings);
    }

    /** Alice has said a lot, of which every hundredth has something in common. */
    private static List<String> spoken() {
        List<String> steps = new ArrayList<>(
                List.of(
                        "insert into parley_account (id, kind, username, username_key, display_name, search, admin, created_at)"
                                + " values (1, 'PERSON', 'alice', 'alice', 'Alice', 'alice', false, now())",
                        "insert into parley_conversation (id, kind, low_id, high_id, last_seq, last_ordinal, live_count,"
                                + " last_message_at, created_by, created_at)"
                                + " values (10, 'DIRECT', 1, 1, " + SPOKEN + ", " + SPOKEN + ", " + SPOKEN
                                + ", now(), 1, now())",
                        "insert into parley_member (conversation_id, account_id, role, joined_seq) values (10, 1, 'OWNER', 0)"));
        for (int i = 1; i <= SPOKEN; i++) {
            String text = i % 100 == 7 ? "a Needle" : "some Hay";
            steps.add(
                    "insert into parley_message (id, conversation_id, seq, ordinal, version, kind, sender_id, client_id,"
                            + " content, search, sent_at) values (" + (100 + i) + ", 10, " + i + ", " + i
                            + ", 1, 'TEXT', 1, 'c" + i + "', '" + text + "', lower('" + text + "'), now())");
        }
        return steps;
    }

    private static void findsWhatWasSaid(DatabaseSettings settings) {
        try (JdbiStores stores = JdbiStores.open(settings)) {
            Optional<List<Message>> found =
                    stores.messages().search(ALICE, THEIRS, Sought.text("needle"), Long.MAX_VALUE, 100);

            assertThat(found.orElseThrow())
                    .map(Message::seq)
                    .isEqualTo(LongStream.iterate(SPOKEN - 93, seq -> seq > 0, seq -> seq - 100)
                            .boxed()
                            .toList());
        }
    }

    private static List<String> statements(String migration) throws IOException {
        try (InputStream in = Migrations.class.getResourceAsStream("migration/common/" + migration + ".sql")) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^--.*$", "")
                    .replace("${binary}", "");
            return Arrays.stream(script.split(";"))
                    .filter(statement -> !statement.isBlank())
                    .toList();
        }
    }

    private static void holdsWhatWasWritten(DatabaseSettings settings) {
        try (JdbiStores stores = JdbiStores.open(settings)) {
            assertThat(stores.describe().migrated()).isTrue();
            assertThat(stores.conversations().direct(Pair.of(ALICE, BOB))).contains(THEIRS);
            assertThat(stores.conversations().direct(Pair.of(ALICE, ALICE))).contains(ALICES_NOTES);
            assertThat(stores.database()
                            .<List<Long>>read(handle -> handle.createQuery(
                                            "select conversation_id from parley_address where host_key = 'order-7'")
                                    .mapTo(Long.class)
                                    .list()))
                    .containsExactly(THEIRS.value());
            assertThat(item(stores, BOB)).returns(2L, ConversationItem::readSeq).returns(1L, ConversationItem::unread);
            assertThat(item(stores, ALICE))
                    .returns(3L, ConversationItem::readSeq)
                    .returns(1L, ConversationItem::unread);
            assertThat(stores.conversations().since(BOB, 6)).hasSize(1);
            assertThat(stores.conversations().since(BOB, 7)).isEmpty();
            assertThat(stores.journal().log(THEIRS, 0, 10).changes())
                    .allMatch(change -> change.actor().equals(ALICE))
                    .extracting(
                            Change::seq,
                            Change::id,
                            Change::kind,
                            change -> change.message().content())
                    .containsExactly(
                            tuple(1, 21, ChangeKind.MESSAGE_CREATED, "first"),
                            tuple(2, 23, ChangeKind.MESSAGE_EDITED, "first"),
                            tuple(3, 22, ChangeKind.MESSAGE_CREATED, "second"));
        }
    }

    private static ConversationItem item(JdbiStores stores, AccountId member) {
        return stores.conversations().item(member, THEIRS).orElseThrow();
    }

    private static Tuple tuple(long seq, long id, ChangeKind kind, String content) {
        return Tuple.tuple(seq, id, kind, Optional.of(content));
    }

    /** Brings a database to a version and then carries these out. */
    private static void write(DatabaseSettings settings, String version, List<String> statements) throws Exception {
        Backend backend =
                settings.url().startsWith("jdbc:h2:") ? H2Backend.open(settings) : PostgresBackend.open(settings);
        try {
            Migrations.configuration(backend).target(version + "?").load().migrate();
            carryOut(backend, statements);
        } finally {
            backend.close();
        }
    }

    private static void carryOut(Backend backend, List<String> statements) throws SQLException {
        try (Connection connection = backend.patient().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
