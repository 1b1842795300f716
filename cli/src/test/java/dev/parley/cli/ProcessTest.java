package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.jdbi.JdbiStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own, as a shell sees it. */
class ProcessTest {

    private record Ended(int code, String out, String err) {}

    private static final long ONE_MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void exitCodesReachTheShell() throws Exception {
        assertThat(run("migrate").code()).isZero();
        assertThat(run("user", "create", "ada").code()).isEqualTo(2);
        assertThat(run("migrate", "--config", "missing.properties").code()).isEqualTo(2);
        assertThat(run("migrate", "--database-url", "jdbc:postgresql://127.0.0.1:1/none")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void aDatabaseFileInUseGetsOneLine() throws Exception {
        try (JdbiStores held = JdbiStores.open("jdbc:h2:file:" + folder.resolve("parley"))) {
            Ended ended = run("user", "list");

            assertThat(held.describe().accounts()).isZero();
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err().lines()).hasSize(1);
            assertThat(ended.err()).contains("parley.mv.db", "Stop that one first");
        }
    }

    @Test
    void aSeedThatIsStoppedSaysWhatStaysAndHowToRemoveIt() throws Exception {
        Process seed = start("seed", "--messages", "1000000");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (written() < ONE_MEGABYTE && System.nanoTime() < deadline) {
            assertThat(seed.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
        }
        seed.toHandle().destroy();
        Ended ended = ended(seed);

        assertThat(ended.code()).isEqualTo(128 + 15);
        assertThat(ended.err().lines()).as(ended.err()).hasSize(1);
        assertThat(ended.err()).contains("What was sown stays", "of 1,000,000 messages", "seed --clear removes it");
        assertThat(run("seed", "--clear", "--users", "0", "--messages", "0").out())
                .contains("There are now 0 accounts and 0 messages");
    }

    private long written() throws IOException {
        Path file = folder.resolve("parley.mv.db");
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private Ended run(String... args) throws IOException, InterruptedException {
        return ended(start(args));
    }

    private Process start(String... args) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                // later JDKs warn of native code without it; the jar says the same in its manifest
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()),
                        Stream.of(args))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("PARLEY_DATA_DIR", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static Ended ended(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, err);
    }
}
