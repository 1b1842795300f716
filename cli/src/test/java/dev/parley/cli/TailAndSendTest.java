package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code tail} and {@code send} say where there is no server, and of commands that are wrong. */
class TailAndSendTest {

    private static final String NOBODY = "http://127.0.0.1:1";

    @TempDir
    Path folder;

    private static Shell shell() {
        return new Shell().with("PARLEY_TOKEN", "pat_x");
    }

    static Stream<String> wrong() {
        return Stream.of(
                "tail --conversation 7 --with bob | Use --conversation or --with, not both.",
                "tail --after 3 | --after counts in one conversation.",
                "tail --conversation 0 | --conversation is 1 or more",
                "tail --url nonsense | --url: nonsense is no address like http://127.0.0.1:8080",
                "tail --after three --conversation 7 | three",
                "send Hi | Say to whom: --to USERNAME or --conversation ID.",
                "send --to bob --conversation 7 Hi | Say to whom",
                "send --to bob | TEXT",
                "send --to bob --timeout 0 Hi | --timeout are 1 or more");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongCommandIsOneLineAndTwo(String row) {
        String[] parts = row.split(" \\| ");

        Shell.Result result = shell().run(parts[0].split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains(parts[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail", "send"})
    void h19_aTokenOnTheCommandLineIsRefusedAndNotRepeated(String command) {
        Shell.Result result = new Shell().run(command, "--token", "pat_secret", "--conversation", "7");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).doesNotContain("pat_secret");
    }

    @Test
    void whereTheTokenComesFromIsSaid() {
        Shell.Result result = new Shell().run("send", "--to", "bob", "Hi");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--token-file FILE", "PARLEY_TOKEN");
    }

    @Test
    void theTokenMayBeInAFileOrTyped() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "pat_x\n");

        assertThat(new Shell()
                        .run("send", "--url", NOBODY, "--token-file", token.toString(), "--to", "bob", "Hi")
                        .err())
                .contains("No server answers at " + NOBODY);
        assertThat(new Shell()
                        .typing("pat_x")
                        .run("send", "--url", NOBODY, "--to", "bob", "Hi")
                        .err())
                .contains("No server answers at " + NOBODY);
        assertThat(new Shell()
                        .typing("pat x")
                        .run("send", "--url", NOBODY, "--to", "bob", "Hi")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void whoIsNotAnsweredIsToldHowToDoItAgain() {
        Shell.Result result = shell().run(
                        "send", "--url", NOBODY, "--conversation", "7", "--timeout", "1", "--client-id", "x-1", "Hi");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err())
                .contains("No answer from " + NOBODY + " within 1 s", "--client-id x-1 stores nothing twice");
    }

    @Test
    void whoseLinesAreNotAnsweredIsToldHowToDoThemAllAgain() {
        Shell.Result result = shell().piping("one\ntwo\n".getBytes(StandardCharsets.UTF_8))
                .run("send", "--url", NOBODY, "--conversation", "7", "--timeout", "1", "--client-id", "x", "-");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("the same again with --client-id x stores nothing twice");
    }

    @Test
    void inputThatIsNoTextIsRefused() {
        Shell.Result result = shell().piping(new byte[] {'a', (byte) 0xff, '\n'})
                .run("send", "--url", NOBODY, "--conversation", "7", "-");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("The standard input is not text in UTF-8.");
    }
}
