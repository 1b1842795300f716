package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.launch.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of the server that end before anything is opened. */
class ProgramTest {

    private record Result(int code, String out, String err) {}

    @Test
    void theHelpNamesEverySettingAndHasExamples() {
        Result help = run(Map.of(), "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains(Setting.words()).contains("Examples:", "PARLEY_DATABASE_PASSWORD_FILE");
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void theHelpBreaksAtSpacesOnlyAndTellsTheExitCodes() {
        String help = run(Map.of(), "--help").out();

        assertThat(help)
                .containsPattern("Default:\\s+\\./data\\.")
                .contains("jdbc:postgresql://HOST:PORT/NAME or", "Exit codes: 0", "1 it", "2 its")
                .contains("\n  java -jar parley.jar --host 0.0.0.0 --port 80 --registration closed\n");
    }

    @Test
    void aVariableThatIsNoSettingIsWarnedOf() {
        Result result = run(Map.of("PARLEY_PROT", "5", "PARLEY_PORT", "1234"), "--print-config");

        assertThat(result.code()).isZero();
        assertThat(result.err().strip())
                .isEqualTo("parley: warning: the variable PARLEY_PROT is no setting and does nothing."
                        + " Did you mean PARLEY_PORT?");
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(run(Map.of(), "--version").out().lines())
                .singleElement()
                .asString()
                .startsWith("parley ");
    }

    @Test
    void printConfigShowsEverySettingWithItsOriginAndNoSecret(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("parley.properties"), "registration = closed\n");
        Map<String, String> environment =
                Map.of("PARLEY_LOG_LEVEL", "debug", "PARLEY_DATABASE_PASSWORD", "canary words of mine");

        Result result = run(environment, "--print-config", "--port", "1234", "--config", file.toString());

        assertThat(result.code()).isZero();
        assertThat(result.out().lines()).hasSize(Setting.values().length + 1);
        assertThat(result.out())
                .contains(Setting.words())
                .containsPattern("port +1234 +flag --port")
                .containsPattern("log-level +debug +environment PARLEY_LOG_LEVEL")
                .containsPattern("registration +closed +file .*parley.properties")
                .containsPattern("host +127.0.0.1 +default")
                .containsPattern("database-url +jdbc:h2:file:/.*/data/parley +data-dir")
                .containsPattern("database-password +\\(never shown\\) +environment PARLEY_DATABASE_PASSWORD")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @EnumSource
    void everySettingIsAFlag(Setting setting) {
        Result result = run(Map.of(), "--print-config", setting.flag() + "=\u0007");

        assertThat(result.err()).doesNotContain("There is no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot", "--databaseurl", "--public-uri", "--trusted-proxy", "--limit"})
    void anUnknownFlagNamesTheNearestOne(String wrong) {
        Result result = run(Map.of(), wrong, "x");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("parley: There is no " + wrong + " here. Did you mean --");
        assertThat(result.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--database-password=hunter2", "--database-password-file=hunter2"})
    void h19_aPasswordAsAFlagIsRefusedWithTheRightPlaceAndNotRepeated(String flag) {
        Result result = run(Map.of(), flag);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("PARLEY_DATABASE_PASSWORD_FILE").doesNotContain("hunter2");
    }

    @Test
    void wrongSettingsAreOneLineAndTwo() {
        Result result = run(Map.of(), "--port", "ninety\r\n\u001b[2J");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().strip()).startsWith("parley: port = ninety").doesNotContain("\n", "\r", "\u001b");
    }

    private static Result run(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Program(environment, print(out), print(err)).run(args);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
