package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * PostgreSQL goes down under load and comes back, or loses connections all the time, while the server goes on. Whatever was
 * acknowledged is there afterwards, once, in its place, and was told to whoever was connected. {@code
 * -Dparley.databaseCrashes=50} runs more rounds.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
@Execution(ExecutionMode.CONCURRENT)
class DatabaseCrashTest {

    private static final int ROUNDS = Integer.getInteger("parley.databaseCrashes", 3);
    private static final int TERMINATIONS = 8;
    private static final int SOME = 50;
    private static final int FEW = 10;

    @TempDir
    Path folder;

    private final CrashLoad load = new CrashLoad();
    private HardPostgres postgres;
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        postgres = new HardPostgres(folder.resolve("data"));
        server = ServerProcess.start(postgres.environment());
        load.connect(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        postgres.close();
    }

    @Test
    void g14_g1_nothingIsLostWhenPostgresIsKilledUnderLoadAndAllGoesOnWhenItIsBack() {
        for (int round = 0; round < ROUNDS; round++) {
            load.writeDuring(() -> {
                load.awaitAcknowledged(SOME);
                postgres.kill();
                load.awaitRefused(FEW);
                postgres.startAgain();
                load.expectAcknowledgedSoon();
                load.awaitAcknowledged(SOME);
            });
            load.check("after crash " + round + " of the database");
        }

        assertThat(load.denied()).as("not stored, as the answer said").isPositive();
        checkAll();
    }

    @Test
    void g4_g1_nothingIsLostOrDoubledWhenConnectionsAreEndedUnderLoad() {
        for (int round = 0; round < ROUNDS; round++) {
            load.writeDuring(() -> {
                int ended = 0;
                for (int i = 0; i < TERMINATIONS; i++) {
                    load.awaitAcknowledged(SOME);
                    ended += postgres.terminateSome();
                    load.expectAcknowledgedSoon();
                }
                assertThat(ended).as("connections that were ended").isPositive();
                load.awaitAcknowledged(SOME);
            });
            load.check("after connections were ended in round " + round);
        }

        checkAll();
    }

    private void checkAll() {
        assertThat(load.violations().stream().limit(5)).isEmpty();
        assertThat(load.pushed()).as("told over the socket in all").isGreaterThan(ROUNDS * FEW);
        assertThat(server.stop()).isZero();
    }
}
