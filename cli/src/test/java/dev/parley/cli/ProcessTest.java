package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.jdbi.JdbiStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own, as a shell sees it. */
class ProcessTest {

    private record Ended(int code, String out, String err) {}

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

    private Ended run(String... args) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()),
                        Stream.of(args))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("PARLEY_DATA_DIR", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, err);
    }
}
