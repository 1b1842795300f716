package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
class CrashLoopTest {

    private static final int CRASHES = Integer.getInteger("parley.crashes", 20);
    private static final long SEED = Long.getLong("parley.seed", System.nanoTime());
    private static final long SMALL_FILE = 16L * 1024 * 1024;

    @Test
    void g1_g3_g5_nothingAcknowledgedIsLostDoubledOrReorderedOnH2(@TempDir Path data) throws IOException {
        crash(Map.of(), "--data-dir", data.toString(), "--limits", "off");

        try (var files = Files.walk(data)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            assertThat(bytes).as("bytes of the database").isLessThan(SMALL_FILE);
        }
    }

    @Test
    void g1_g3_g5_nothingAcknowledgedIsLostDoubledOrReorderedOnPostgres() throws IOException {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").start()) {
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
            crash(
                    Map.of("PARLEY_DATABASE_PASSWORD", "postgres"),
                    "--database-url",
                    url,
                    "--database-user",
                    "postgres",
                    "--limits",
                    "off");
        }
    }

    private static void crash(Map<String, String> environment, String... flags) {
        Random moments = new Random(SEED);
        CrashLoad load = new CrashLoad();
        for (int round = 0; round < CRASHES; round++) {
            try (ServerProcess server = ServerProcess.start(environment, flags)) {
                load.connect(server.address());
                load.check("seed " + SEED + ", before round " + round);
                load.runUntilAcknowledged(20 + moments.nextInt(400), server::kill);
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
}
