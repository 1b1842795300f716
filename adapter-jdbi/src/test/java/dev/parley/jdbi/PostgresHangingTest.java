package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.Chat;
import dev.parley.core.internal.Futures;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Registration;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections are cut, and who connects again is neither let in nor refused. */
class PostgresHangingTest {

    private static final int CALLERS = 50;

    /** Of two seconds each: after so long the system repeats a handshake too seldom to hide that nobody gives it up. */
    private static final int ROUNDS = 6;

    /** Two seconds, and what a busy machine may add. */
    private static final Duration PROMPT = Duration.ofMillis(2_800);

    private static final Duration SOON = Duration.ofSeconds(5);

    /** The pool and the two threads of the bus connect once at a time, and each may just have given up. */
    private static final int MOST_CONNECTING = 6;

    /** Where it hangs. */
    private enum Hanging {
        HANDSHAKE(Gate::crowd),
        STARTUP(Gate::mute);

        private final Consumer<Gate> begin;

        Hanging(Consumer<Gate> begin) {
            this.begin = begin;
        }
    }

    private final PostgresServer server = PostgresServer.shared();
    private final Gate gate = new Gate(server.port());
    private final Chat chat = Chat.builder()
            .stores(JdbiStores.open(gate.before(server.database())))
            .passwords(new Pbkdf2Hasher(1_000))
            .limits(Limits.defaults().withoutRates())
            .build();
    private final Account alice = chat.accounts().register(Registration.of("alice", "three small words"), "local");

    @AfterEach
    void close() {
        gate.open();
        chat.close();
        gate.close();
    }

    @ParameterizedTest
    @EnumSource
    void g14_callersAreRefusedInTimeByTheSameFewThreadsAndServedSoonAfterwards(Hanging hanging) {
        post("before");
        hanging.begin.accept(gate);

        for (int i = 0; i < ROUNDS; i++) {
            assertThat(Crowd.of(CALLERS, this::refused)).allMatch(waited -> waited.compareTo(PROMPT) < 0);
            assertThat(DriverThreads.count()).isLessThanOrEqualTo(MOST_CONNECTING);
        }

        gate.open();
        long back = System.nanoTime();
        boolean served = false;
        while (!served) {
            served = taken();
            assertThat(since(back)).isLessThan(SOON);
        }
    }

    /** How long it took. */
    private Duration refused(int caller) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> ask(caller))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isIn(ErrorCode.UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN));
        return since(start);
    }

    private void ask(int caller) {
        switch (caller % 3) {
            case 0 -> post("as a request does");
            case 1 -> Futures.await(chat.messages().postAsync(actor(), notes(), Draft.text("as a socket does")));
            default -> chat.check();
        }
    }

    private boolean taken() {
        try {
            post("after");
            return true;
        } catch (ChatException away) {
            return false;
        }
    }

    private void post(String text) {
        chat.messages().post(actor(), notes(), Draft.text(text));
    }

    private Actor actor() {
        return Actor.user(alice.id());
    }

    private Pair notes() {
        return Pair.of(alice.id(), alice.id());
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
