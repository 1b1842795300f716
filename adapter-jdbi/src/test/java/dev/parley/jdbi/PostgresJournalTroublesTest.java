package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.internal.Rules;
import dev.parley.core.model.Account;
import dev.parley.core.model.Change;
import dev.parley.core.model.Command;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.port.JournalException;
import dev.parley.core.port.JournalException.Failure;
import dev.parley.jdbi.Database.Written;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

class PostgresJournalTroublesTest implements JournalTroubles {

    private static final String ENDING_AT_COMMIT = """
            create function ending() returns trigger language plpgsql as
            'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';
            create constraint trigger ending after insert on parley_message deferrable initially deferred
            for each row execute function ending()""";

    @Override
    public DatabaseSettings database() {
        return PostgresServer.shared().database();
    }

    @Test
    void g4_aConnectionLostInTheCommitLeavesTheOutcomeUnknownAndLookingItUpSaysIt() {
        try (JdbiStores stores = JdbiStores.open(database())) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Command post = people.posting(alice, Pair.of(alice.id(), alice.id()), "text");
            stores.database().write(handle -> handle.execute(ENDING_AT_COMMIT));

            JournalException failure = JournalTroubles.failure(people, post, new Rules());

            assertThat(failure.failure()).isEqualTo(Failure.UNKNOWN);
            stores.database().write(handle -> handle.execute("drop trigger ending on parley_message"));
            Outcome outcome = JournalTroubles.only(people.commit(List.of(post), new Rules().again()));
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(stores.describe().messages()).isEqualTo(1);
        }
    }

    /** Whoever began to wait first looks for a circle first, and gives way: here it is the batch. */
    @Test
    void g4_aBatchThatGaveWayInADeadlockIsAConflictOfWhichNothingIsStored() throws SQLException {
        DatabaseSettings settings = database();
        try (Connection holder = DriverManager.getConnection(settings.url(), "postgres", "");
                Statement statement = holder.createStatement()) {
            statement.execute(
                    "do 'begin execute format(''alter database %I set deadlock_timeout to 900'', current_database()); end'");
            try (JdbiStores stores = JdbiStores.open(settings)) {
                People people = new People(stores);
                Account alice = people.person("alice");
                Change low = people.post(alice, alice, "first");
                Change high = people.post(alice, people.person("bob"), "first");
                List<Command> both = List.of(
                        people.posting(alice, low.conversation(), "second"),
                        people.posting(alice, high.conversation(), "second"));
                statement.execute("set deadlock_timeout to 10000");
                holder.setAutoCommit(false);
                statement.execute(lock(high));

                CompletableFuture<List<Outcome>> batch = CompletableFuture.supplyAsync(() -> people.commit(both));
                for (int i = 0; i < 500 && !waiting(stores); i++) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
                statement.execute(lock(low));
                holder.rollback();

                assertThatThrownBy(batch::join)
                        .cause()
                        .isInstanceOfSatisfying(
                                JournalException.class,
                                e -> assertThat(e.failure()).isEqualTo(Failure.CONFLICT));
                assertThat(stores.describe().messages()).isEqualTo(2);
                assertThat(people.commit(both)).hasOnlyElementsOfType(Outcome.Done.class);
            }
        }
    }

    private static String lock(Change change) {
        return "select id from parley_conversation where id = "
                + change.conversation().value() + " for update";
    }

    private static boolean waiting(JdbiStores stores) {
        return stores.database()
                .read(handle -> handle.createQuery("select count(*) > 0 from pg_locks join pg_stat_activity using (pid)"
                                + " where not granted and datname = current_database()")
                        .mapTo(Boolean.class)
                        .one());
    }

    /** The pool closes what it finds broken, and says only so much when that is used once more: what was found first was caught. */
    @Test
    void g14_aConnectionThatThePoolHasClosedMeansThatNothingWasDone() {
        try (JdbiStores stores = JdbiStores.open(database())) {
            ThrowingCallable nothingMore = () -> stores.database().commit(handle -> {
                assertThatThrownBy(() -> handle.execute("select pg_terminate_backend(pg_backend_pid())"))
                        .isInstanceOf(JdbiException.class);
                return new Written<>("nothing to commit", false);
            });

            assertThatThrownBy(nothingMore)
                    .isInstanceOfSatisfying(
                            JournalException.class, e -> assertThat(e.failure()).isEqualTo(Failure.AWAY));
        }
    }

    @Test
    void g14_aConnectionLostBeforeTheCommitMeansThatNothingWasDone() {
        try (JdbiStores stores = JdbiStores.open(database())) {
            People people = new People(stores);
            Account alice = people.person("alice");
            Command post = people.posting(alice, Pair.of(alice.id(), alice.id()), "text");

            JournalException failure = JournalTroubles.failure(people, post, JournalTroubles.meddling(decision -> {
                PostgresServer.shared()
                        .run(
                                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley'");
                return decision;
            }));

            assertThat(failure.failure()).isEqualTo(Failure.AWAY);
            assertThat(JournalTroubles.only(people.commit(List.of(post)))).isInstanceOf(Outcome.Done.class);
        }
    }
}
