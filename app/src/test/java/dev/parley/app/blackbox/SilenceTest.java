package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who says nothing for a minute, attack W11. It takes that minute, so it is tried on one database only. */
@Execution(ExecutionMode.CONCURRENT)
class SilenceTest extends ServerSuite {

    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int PATIENCE_SECONDS = 60;

    SilenceTest() {
        super(Database.H2);
    }

    @Test
    void w11_whoNeverPongsIsClosedAfterAMinuteAndWhoAnswersThePingsOfTheTransportStays() {
        SocketKind[] kinds = SocketKind.values();

        List<Duration> silent = Together.run(kinds.length, i -> untilClosed(kinds[i]));

        assertThat(silent)
                .hasSize(2)
                .allSatisfy(time -> assertThat(time).isBetween(SILENCE.minusSeconds(5), SILENCE.plusSeconds(10)));
    }

    /** How long nothing may be heard, while somebody who only answers the pings of the transport is heard of to the end. */
    private Duration untilClosed(SocketKind kind) {
        Client alice = user("alice");
        Client bob = user("bob");

        try (Wire lively = kind.openBare(server(), bob, alice);
                Wire silent = kind.openBare(server(), bob, alice)) {
            long start = System.nanoTime();
            CompletableFuture<Boolean> told =
                    CompletableFuture.supplyAsync(() -> Frames.tellsWhileAnsweringPings(lively, "still there"));

            assertThat(Frames.closeCode(silent)).isEqualTo(4003);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            alice.writesTo(bob, "still there");
            assertThat(told.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join())
                    .as("who answers pings is told")
                    .isTrue();
            return time;
        }
    }
}
