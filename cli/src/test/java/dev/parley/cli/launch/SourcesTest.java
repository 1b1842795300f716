package dev.parley.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SourcesTest {

    @TempDir
    Path folder;

    @Test
    void flagsWinOverTheEnvironmentOverTheFileOverDefaults() throws IOException {
        Path file = file("host=file", "port=1", "log-level=debug");
        Map<String, String> environment = Map.of("PARLEY_HOST", "environment", "PARLEY_PORT", "2");

        Sources sources = Sources.of(Map.of(Setting.HOST, "flag"), environment, Optional.of(file));

        assertThat(sources.value(Setting.HOST)).isEqualTo(new Given(Setting.HOST, "flag", "flag --host"));
        assertThat(sources.value(Setting.PORT)).isEqualTo(new Given(Setting.PORT, "2", "environment PARLEY_PORT"));
        assertThat(sources.value(Setting.LOG_LEVEL)).isEqualTo(new Given(Setting.LOG_LEVEL, "debug", "file " + file));
        assertThat(sources.value(Setting.LOG_FORMAT)).isEqualTo(new Given(Setting.LOG_FORMAT, "text", "default"));
        assertThat(sources.find(Setting.PUBLIC_URL)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everySettingCanStandInTheFileAndInTheEnvironment(Setting setting) throws IOException {
        Path file = file(setting.word() + " = from the file");
        Map<String, String> environment = Map.of(setting.variable(), "from the environment");

        assertThat(Sources.of(Map.of(), Map.of(), Optional.of(file))
                        .value(setting)
                        .value())
                .isEqualTo("from the file");
        assertThat(Sources.of(Map.of(), environment, Optional.empty())
                        .value(setting)
                        .value())
                .isEqualTo("from the environment");
    }

    @Test
    void theEnvironmentCanNameTheFile() throws IOException {
        Path file = file("port=1234");

        Sources sources = Sources.of(Map.of(), Map.of("PARLEY_CONFIG", file.toString()), Optional.empty());

        assertThat(sources.value(Setting.PORT).value()).isEqualTo("1234");
    }

    @Test
    void anEmptyVariableIsNone() {
        Sources sources = Sources.of(Map.of(), Map.of("PARLEY_HOST", " "), Optional.empty());

        assertThat(sources.value(Setting.HOST).origin()).isEqualTo("default");
    }

    @ParameterizedTest
    @CsvSource({
        "prot, port",
        "hostname, host",
        "public_url, public-url",
        "PORT, port",
        "database.url, database-url",
        "loglevel, log-level",
        "trustedproxies, trusted-proxies"
    })
    void anUnknownKeyInTheFileNamesTheNearestOne(String wrong, String right) throws IOException {
        Path file = file(wrong + "=1");

        assertThatThrownBy(() -> Sources.of(Map.of(), Map.of(), Optional.of(file)))
                .isInstanceOf(SettingsException.class)
                .hasMessage(file + ": there is no setting " + wrong + ". Did you mean " + right + "?");
    }

    @Test
    void aKeyThatIsNearNothingIsNotGuessedAt() throws IOException {
        Path file = file("colour=1");

        assertThatThrownBy(() -> Sources.of(Map.of(), Map.of(), Optional.of(file)))
                .hasMessage(file + ": there is no setting colour.");
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        Path file = file("\uFEFFport=1234");

        assertThat(Sources.of(Map.of(), Map.of(), Optional.of(file))
                        .value(Setting.PORT)
                        .value())
                .isEqualTo("1234");
        assertThat(Sources.of(Map.of(), Map.of(), Optional.of(Files.createFile(folder.resolve("empty"))))
                        .value(Setting.PORT)
                        .origin())
                .isEqualTo("default");
    }

    @Test
    void variablesThatAreNoSettingAreNamedWithTheNearestAndWithoutTheirValues() {
        Map<String, String> environment = Map.of(
                "PARLEY_PROT", "5", "PARLEY_COLOUR", "red", "PARLEY_CONFIG", "", "PARLEY_HOST", "x", "PROT", "6");
        List<String> warnings = new ArrayList<>();

        Sources.of(Map.of(), environment, Optional.empty()).unknownVariables(warnings::add);

        assertThat(warnings)
                .containsExactly(
                        "the variable PARLEY_COLOUR is no setting and does nothing.",
                        "the variable PARLEY_PROT is no setting and does nothing. Did you mean PARLEY_PORT?");
    }

    @Test
    void h19_aPasswordInTheFileIsRefusedWithTheRightPlace() throws IOException {
        Path file = file("database-password=hunter2hunter2");

        assertThatThrownBy(() -> Sources.of(Map.of(), Map.of(), Optional.of(file)))
                .hasMessageContaining("PARLEY_DATABASE_PASSWORD_FILE")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() throws IOException {
        Path file = file("port=1", "port=2");

        assertThatThrownBy(() -> Sources.of(Map.of(), Map.of(), Optional.of(file)))
                .hasMessageContaining("port stands there twice");
    }

    @Test
    void aFileThatIsMissingOrIsNoTextIsRefused() throws IOException {
        Path missing = folder.resolve("missing");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Path escape = file("host=\\u12");

        for (Path path : List.of(missing, binary, escape)) {
            assertThatThrownBy(() -> Sources.of(Map.of(), Map.of(), Optional.of(path)))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining(path.toString());
        }
    }

    @Test
    void aWrongValueSaysWhatItIsAndWhereItComesFrom() {
        Sources sources = Sources.of(Map.of(), Map.of("PARLEY_LOG_FORMAT", "xml"), Optional.empty());

        assertThatThrownBy(() -> sources.oneOf(Setting.LOG_FORMAT, List.of("text", "json")))
                .hasMessage("log-format = xml (environment PARLEY_LOG_FORMAT): use text or json");
        assertThatThrownBy(() -> Sources.of(Map.of(Setting.ALLOW_WEAK_DURABILITY, "yes"), Map.of(), Optional.empty())
                        .on(Setting.ALLOW_WEAK_DURABILITY))
                .hasMessageContaining("use true or false");
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("parley.properties"), List.of(lines));
    }
}
