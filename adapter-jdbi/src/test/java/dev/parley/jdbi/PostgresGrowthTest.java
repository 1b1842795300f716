package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.markup.Markup;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Sought;
import dev.parley.core.model.Window;
import dev.parley.core.model.Words;
import dev.parley.core.port.MessageReader;
import dev.parley.core.port.MessageReader.ListQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that was just made fills faster than PostgreSQL looks how much is in it. */
class PostgresGrowthTest {

    private static final int PLANNED_WITHIN = 12;
    private static final int BATCH = 100;
    private static final int BATCHES = 60;
    private static final Words TEXT = Markup.words("The quick brown fox jumps over the lazy dog. ".repeat(3));

    /** Several times what was seen, and a tenth of what it takes to look through the conversation for each message. */
    private static final long ROWS_A_MESSAGE = 400;

    private static final String NEVER_LOOK = "alter table parley_message set (autovacuum_enabled = false)";
    private static final String WRITTEN = "select n_tup_ins from pg_stat_user_tables where relname = 'parley_message'";
    private static final String LOOKED_AT = "select sum(n) from"
            + " (select idx_tup_read n from pg_stat_user_indexes where relname = 'parley_message'"
            + " union all select seq_tup_read from pg_stat_user_tables where relname = 'parley_message') counted";

    private static final int ROUNDS = 20;
    private static final int PAGE = 100;
    private static final ListQuery NEWEST = new ListQuery(Optional.empty(), Optional.empty(), 1, PAGE);

    /** Several times what was seen; a conversation holds a hundred times a page. */
    private static final long ROWS_SHOWN = 4;

    private final DatabaseSettings settings = PostgresServer.shared().database();

    /** @param first the size of the batches in which statements are planned */
    @ParameterizedTest
    @ValueSource(ints = {30, 60, 100})
    void g14_aPlanFromWhenThereWasLittleIsNotKept(int first) {
        long messages = fill(first);

        assertThat(lookedAt(messages)).isLessThan(messages * ROWS_A_MESSAGE);
    }

    @Test
    void aPageOfALongConversationIsReadAlongAnIndex() {
        long messages = fill(BATCH);
        long before = lookedAt(messages);

        long shown = 0;
        try (JdbiStores stores = JdbiStores.open(settings)) {
            AccountId alice =
                    stores.accounts().byUsername("alice").orElseThrow().id();
            MessageReader reader = stores.messages();
            Message newest = reader.list(alice, NEWEST).messages().get(0);
            ConversationId notes = newest.conversation();
            for (int i = 0; i < ROUNDS; i++) {
                long at = messages * i / ROUNDS;
                shown += reader.list(alice, NEWEST).messages().size();
                shown += reader.window(alice, notes, Window.after(at, PAGE))
                        .orElseThrow()
                        .messages()
                        .size();
                shown += reader.changes(alice, notes, at, PAGE)
                        .orElseThrow()
                        .changes()
                        .size();
                shown += reader.search(alice, notes, Sought.text("fox"), messages, PAGE)
                        .orElseThrow()
                        .size();
            }
        }

        assertThat(shown).isEqualTo(4L * ROUNDS * PAGE);
        assertThat(counted(LOOKED_AT, before + shown) - before).isLessThan(shown * ROWS_SHOWN);
    }

    /** Returns how many messages there are then. */
    private long fill(int first) {
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
        return 1 + (long) PLANNED_WITHIN * first + BATCHES * BATCH;
    }

    private long lookedAt(long messages) {
        counted(WRITTEN, messages);
        return counted(LOOKED_AT, 0);
    }

    /** A connection tells the server what it has counted when it ends, but nobody waits for that. */
    private long counted(String sql, long least) {
        try (JdbiStores stores = JdbiStores.open(settings)) {
            return await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> stores.database()
                                    .read(handle -> handle.createQuery(sql)
                                            .mapTo(Long.class)
                                            .one()),
                            n -> n >= least);
        }
    }

    private static void post(People people, Account alice, ConversationId notes, int many) {
        List<Outcome> outcomes = people.commit(
                Stream.generate(() -> posting(people, alice, notes)).limit(many).toList());
        assertThat(outcomes).hasSize(many).allMatch(Outcome.Done.class::isInstance);
    }

    /** A page of the table has to hold as few as in earnest. */
    private static Command.Post posting(People people, Account alice, ConversationId notes) {
        String clientId = UUID.randomUUID().toString();
        return new Command.Post(
                people.id(), alice.id(), notes, people.now(), TEXT, Optional.empty(), clientId, "fingerprint");
    }
}
