package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.model.Account;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Pair;
import dev.parley.core.port.JournalException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresAwayTest {

    private final PostgresServer server = PostgresServer.shared();
    private final Gate gate = new Gate(server.port());
    private JdbiStores stores;

    @BeforeEach
    void open() {
        stores = JdbiStores.open(gate.before(server.database()));
    }

    @AfterEach
    void close() {
        gate.open();
        stores.close();
        gate.close();
    }

    @Test
    void g14_whenPacketsVanishCallersAreToldWithinTwoSecondsAndServedAgainWithinFive() {
        stores.maintenance().check();
        gate.shut();

        for (int i = 0; i < 6; i++) {
            Duration waited = timed(() -> assertThatThrownBy(
                            () -> stores.maintenance().check())
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE)));
            assertThat(waited).isLessThan(Duration.ofMillis(2_800));
        }

        gate.open();
        assertThat(timed(this::untilItAnswers)).isLessThan(Duration.ofSeconds(5));
    }

    /** Whoever pauses longer after each failure finds it long after it is back. */
    @Test
    void g14_howeverLongItRefusedItIsFoundAgainSoon() {
        stores.maintenance().check();
        gate.bar();

        refusedFor(Duration.ofSeconds(6));

        gate.open();
        assertThat(timed(this::untilItAnswers)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void whyItCannotBeReachedIsInTheLog() {
        stores.maintenance().check();

        try (Logged logged = new Logged(FailureLog.class)) {
            gate.bar();
            refusedFor(Duration.ofSeconds(3));

            assertThat(logged.lines()).anyMatch(line -> line.contains("not available") && line.contains("state 08"));
        }
    }

    @Test
    void closedWhileItIsAwayNobodyGoesOnTrying() {
        stores.maintenance().check();
        gate.bar();
        refusedFor(Duration.ofSeconds(1));
        List<Thread> trying = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("connection-adder"))
                .toList();
        assertThat(trying).isNotEmpty();

        stores.close();

        assertThat(trying).noneMatch(Thread::isAlive);
    }

    private void refusedFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            assertThatThrownBy(() -> stores.maintenance().check())
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        }
    }

    @Test
    void g14_whenPacketsVanishABatchEndsAndTheNextSucceedsAfterwards() {
        People people = new People(stores);
        Account alice = people.person("alice");
        Pair notes = Pair.of(alice.id(), alice.id());
        people.commit(List.of(people.posting(alice, notes, "before")));
        gate.shut();

        JournalException failure = catchThrowableOfType(
                JournalException.class, () -> people.commit(List.of(people.posting(alice, notes, "meanwhile"))));

        assertThat(failure.failure()).isIn(JournalException.Failure.AWAY, JournalException.Failure.UNKNOWN);
        gate.open();
        untilItAnswers();
        people.commit(List.of(people.posting(alice, notes, "after")));
        assertThat(stores.describe().messages()).isEqualTo(2);
    }

    @Test
    void g14_idsCannotBeDrawnWhilePacketsVanishAndAreDrawnAfterwards() {
        long drawn = stores.journal().nextIds();
        gate.shut();

        try (Logged logged = new Logged(FailureLog.class)) {
            assertThatThrownBy(() -> stores.journal().nextIds())
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            assertThat(logged.lines()).anyMatch(line -> line.contains("no answer within 2 s"));
        }

        gate.open();
        assertThat(timed(this::untilItAnswers)).isLessThan(Duration.ofSeconds(5));
        assertThat(stores.journal().nextIds()).isGreaterThan(drawn);
    }

    private void untilItAnswers() {
        while (true) {
            try {
                stores.maintenance().check();
                return;
            } catch (ChatException away) {
                Thread.onSpinWait();
            }
        }
    }

    private static Duration timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
