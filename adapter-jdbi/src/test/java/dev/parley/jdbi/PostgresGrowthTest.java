package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.model.Account;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that was just made fills faster than PostgreSQL looks how much is in it. */
class PostgresGrowthTest {

    private static final int PLANNED_WITHIN = 12;
    private static final int BATCH = 100;
    private static final int BATCHES = 60;
    private static final String TEXT = "The quick brown fox jumps over the lazy dog. ".repeat(3);

    /** Several times what was seen, and a tenth of what it takes to look through the conversation for each message. */
    private static final long ROWS_A_MESSAGE = 400;

    private static final String NEVER_LOOK = "alter table parley_message set (autovacuum_enabled = false)";
    private static final String WRITTEN = "select n_tup_ins from pg_stat_user_tables where relname = 'parley_message'";
    private static final String LOOKED_AT = "select sum(n) from"
            + " (select idx_tup_read n from pg_stat_user_indexes where relname = 'parley_message'"
            + " union all select seq_tup_read from pg_stat_user_tables where relname = 'parley_message') counted";

    /** @param first the size of the batches in which statements are planned */
    @ParameterizedTest
    @ValueSource(ints = {30, 60, 100})
    void g14_aPlanFromWhenThereWasLittleIsNotKept(int first) {
        DatabaseSettings settings = PostgresServer.shared().database();
        try (JdbiStores stores = JdbiStores.open(settings)) {
            stores.database().write(handle -> handle.execute(NEVER_LOOK));
            People people = new People(stores);
            Account alice = people.person("alice");
            ConversationId notes = people.post(alice, alice, "first").conversation();
            for (int i = 0; i < PLANNED_WITHIN; i++) {
                post(people, alice, notes, first);
            }
            for (int i = 0; i < BATCHES; i++) {
                post(people, alice, notes, BATCH);
            }
        }

        try (JdbiStores stores = JdbiStores.open(settings)) {
            long messages = 1 + (long) PLANNED_WITHIN * first + BATCHES * BATCH;
            // a connection tells the server what it has counted when it ends, but nobody waits for that
            await().atMost(Duration.ofSeconds(30)).until(() -> count(stores, WRITTEN) >= messages);
            assertThat(count(stores, LOOKED_AT)).isLessThan(messages * ROWS_A_MESSAGE);
        }
    }

    private static long count(JdbiStores stores, String sql) {
        return stores.database()
                .read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private static void post(People people, Account alice, ConversationId notes, int many) {
        List<Outcome> outcomes = people.commit(
                Stream.generate(() -> posting(people, alice, notes)).limit(many).toList());
        assertThat(outcomes).hasSize(many).allMatch(Outcome.Done.class::isInstance);
    }

    /** A page of the table has to hold as few as in earnest. */
    private static Command.Post posting(People people, Account alice, ConversationId notes) {
        String clientId = UUID.randomUUID().toString();
        return new Command.Post(people.id(), alice.id(), notes, people.now(), TEXT, clientId, "fingerprint");
    }
}
