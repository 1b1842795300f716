package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The server is killed under load again and again, as {@code kill -9} does, and started anew. Whatever it has acknowledged is
 * there afterwards, once, in its place. {@code -Dparley.crashes=200} runs more rounds; {@code -Dparley.seed=…} repeats the moments
 * of a run.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
@Execution(ExecutionMode.CONCURRENT)
class CrashLoopTest {

    private static final int CRASHES = Integer.getInteger("parley.crashes", 12);
    private static final long SEED = Long.getLong("parley.seed", System.nanoTime());
    private static final int TIMES_ITS_LIVE_DATA = 5;
    /** What a file may have anyway: nothing is written over that is younger than five seconds. */
    private static final long SMALL_FILE = 16L * 1024 * 1024;

    @Test
    void g1_g3_g5_nothingAcknowledgedIsLostDoubledOrReorderedOnH2(@TempDir Path data) throws SQLException {
        Path file = data.resolve("parley.mv.db");
        AtomicLong largest = new AtomicLong();

        crash(
                "H2",
                () -> largest.accumulateAndGet(size(file), Math::max),
                Map.of(),
                "--data-dir",
                data.toString(),
                "--limits",
                "off");

        long live = live(file);
        System.out.printf("H2's file: %,d bytes at the most, %,d of them alive%n", largest.get(), live);
        assertThat(largest.get())
                .as("bytes of the database file")
                .isLessThan(Math.max(SMALL_FILE, TIMES_ITS_LIVE_DATA * live));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is left of a database that holds nothing but its last state. */
    private static long live(Path file) throws SQLException {
        String url = "jdbc:h2:file:" + file.toString().replace(".mv.db", "")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown compact");
        }
        return size(file);
    }

    @Test
    void g1_g3_g5_nothingAcknowledgedIsLostDoubledOrReorderedOnPostgres() throws IOException {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").start()) {
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
            crash(
                    "PostgreSQL",
                    () -> {},
                    Map.of("PARLEY_DATABASE_PASSWORD", "postgres"),
                    "--database-url",
                    url,
                    "--database-user",
                    "postgres",
                    "--limits",
                    "off");
        }
    }

    private static void crash(String where, Runnable killed, Map<String, String> environment, String... flags) {
        Random moments = new Random(SEED);
        CrashLoad load = new CrashLoad();
        for (int round = 0; round < CRASHES; round++) {
            try (ServerProcess server = ServerProcess.start(environment, flags)) {
                load.connect(server.address());
                load.check("seed " + SEED + ", before round " + round);
                load.runUntilAcknowledged(20 + moments.nextInt(400), server::kill);
                killed.run();
                tell(where, round + 1, load);
            }
        }
        try (ServerProcess server = ServerProcess.start(environment, flags)) {
            load.connect(server.address());
            load.check("seed " + SEED + ", at the end");
            assertThat(load.violations().stream().limit(5)).as("seed " + SEED).isEmpty();
            assertThat(load.pushed()).as("told over the socket in all").isGreaterThan(CRASHES);
            assertThat(load.acknowledged()).as("acknowledged in all").isGreaterThan(CRASHES * 20);
            assertThat(server.stop()).isZero();
        }
    }

    /** How far it is: a long run may end early, and what it has seen until then is worth something. */
    private static void tell(String where, int rounds, CrashLoad load) {
        if (rounds % 20 == 0) {
            System.out.printf(
                    "%s: %d of %d crashes, %,d operations acknowledged, %,d changes told%n",
                    where, rounds, CRASHES, load.acknowledged(), load.pushed());
        }
    }
}
