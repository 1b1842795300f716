package dev.parley.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.jdbi.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseChoiceTest {

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void withoutAnythingItIsAFileInTheDataFolder() {
        assertThat(read(Map.of()).url())
                .isEqualTo("jdbc:h2:file:" + Path.of("data/parley").toAbsolutePath());
        assertThat(read(Map.of("PARLEY_DATA_DIR", folder.toString())).url())
                .isEqualTo("jdbc:h2:file:" + folder.resolve("parley"));
    }

    @Test
    void aUrlWinsOverTheDataFolder() {
        DatabaseSettings settings = read(Map.of(
                "PARLEY_DATA_DIR", "elsewhere",
                "PARLEY_DATABASE_URL", "jdbc:postgresql://db/chat",
                "PARLEY_DATABASE_USER", "parley",
                "PARLEY_DATABASE_PASSWORD", "very secret words",
                "PARLEY_ALLOW_WEAK_DURABILITY", "true"));

        assertThat(settings.url()).isEqualTo("jdbc:postgresql://db/chat");
        assertThat(settings.user()).contains("parley");
        assertThat(settings.password()).contains("very secret words");
        assertThat(settings.allowWeakDurability()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://parley:hunter2@db/chat",
                "jdbc:postgresql://db/chat?password=hunter2",
                "jdbc:postgresql://db/chat?user=parley&PassWord=hunter2",
                "jdbc:postgresql://db/chat?sslpassword=hunter2",
                "jdbc:h2:file:./data/parley;PASSWORD=hunter2"
            })
    void h19_aPasswordInTheUrlIsRefusedWithTheRightPlaceAndNotRepeated(String url) {
        assertThatThrownBy(() -> read(Map.of("PARLEY_DATABASE_URL", url)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("PARLEY_DATABASE_PASSWORD_FILE")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anotherDatabaseIsRefused() {
        assertThatThrownBy(() -> read(Map.of("PARLEY_DATABASE_URL", "jdbc:mysql://db/chat")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("use jdbc:postgresql://HOST:PORT/NAME or jdbc:h2:file:PATH");
        assertThatThrownBy(() -> read(Map.of("PARLEY_DATA_DIR", "data;INIT=RUNSCRIPT FROM 'x'")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("semicolon");
    }

    @Test
    void thePasswordComesFromAFileThatOnlyItsOwnerReads() throws IOException {
        assertThat(read(file("rw-------")).password()).contains("very secret words");
        assertThat(warnings).isEmpty();
    }

    @Test
    void h19_aPasswordFileThatAllCanReadIsWarnedOf() throws IOException {
        assertThat(read(file("rw-r--r--")).password()).contains("very secret words");
        assertThat(warnings).singleElement().asString().contains("can be read by everybody");
    }

    @Test
    void twoPasswordsOrAMissingFileAreRefused() {
        assertThatThrownBy(() -> read(Map.of("PARLEY_DATABASE_PASSWORD", "a", "PARLEY_DATABASE_PASSWORD_FILE", "b")))
                .hasMessageContaining("not both");
        assertThatThrownBy(() -> read(Map.of("PARLEY_DATABASE_PASSWORD_FILE", "missing")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("missing cannot be read; a password was expected in it.");
    }

    private Map<String, String> file(String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "very secret words\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return Map.of("PARLEY_DATABASE_PASSWORD_FILE", file.toString());
    }

    private DatabaseSettings read(Map<String, String> environment) {
        return DatabaseChoice.read(Sources.of(Map.of(), environment, Optional.empty()), warnings::add);
    }
}
