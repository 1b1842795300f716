package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2OpeningTest {

    @TempDir
    private Path folder;

    @Test
    void aNewDatabaseSaysSoAndNamesItsFile() {
        try (JdbiStores stores = JdbiStores.open(url())) {
            assertThat(stores.describe())
                    .returns("H2 file " + file(), DatabaseReport::location)
                    .returns(true, DatabaseReport::created)
                    .returns(true, DatabaseReport::migrated);
            assertThat(stores.describe().line()).endsWith("new database, schema version 9");
        }
    }

    @Test
    void openingAgainFindsWhatIsThereAndMigratesNothing() {
        try (JdbiStores stores = JdbiStores.open(url())) {
            People people = new People(stores);
            people.post(people.person("alice"), people.person("bob"), "hello");
        }

        try (JdbiStores stores = JdbiStores.open(url())) {
            assertThat(stores.describe()).isEqualTo(new DatabaseReport("H2 file " + file(), false, false, 9, 2, 1));
            assertThat(stores.describe().line()).endsWith(": 2 accounts, 1 message, schema version 9");
        }
    }

    @Test
    void migratingAloneLeavesNothingOpen() throws Exception {
        DatabaseReport report = JdbiStores.migrate(DatabaseSettings.of(url()));

        assertThat(report.migrated()).isTrue();
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            assertThat(channel.tryLock()).isNotNull();
        }
    }

    @Test
    void theFilesAreForTheirOwnerOnly() throws Exception {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");

        JdbiStores.migrate(DatabaseSettings.of(url()));

        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("data")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aSchemaThatIsTooNewIsRefusedWithBothNumbers() throws Exception {
        JdbiStores.migrate(DatabaseSettings.of(url()));
        run(
                "insert into parley_schema_history select 99, '10', 'later', 'SQL', 'V10__later.sql', 1, 'sa', now(), 1, true");

        assertThatThrownBy(() -> JdbiStores.open(url()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("schema version 10")
                .hasMessageContaining("knows 9")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFileInUseByAnotherProcessIsNamed() throws Exception {
        JdbiStores.migrate(DatabaseSettings.of(url()));

        try (FileChannel other = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            other.lock();

            assertThatThrownBy(() -> JdbiStores.open(url()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("H2 file " + file() + " is in use by another process. Stop that one first.");
        }
    }

    @Test
    void aFolderThatIsAFileIsNamedInWordsWithoutClassesAndCodes() throws Exception {
        Path taken = Files.writeString(folder.resolve("taken"), "");

        assertThatThrownBy(() -> JdbiStores.open("jdbc:h2:file:" + taken.resolve("parley")))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("Cannot make the folder " + taken + ": " + taken + " is there and is no folder.");
        assertThatThrownBy(() -> JdbiStores.open("jdbc:h2:file:" + taken.resolve("below/parley")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(taken.toString())
                .hasMessageNotContaining("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:file:./x;INIT=RUNSCRIPT FROM 'x'",
                "jdbc:h2:tcp://localhost/x",
                "jdbc:postgresql://db/x?socketFactory=x",
                "jdbc:postgresql://db:port/x",
                "jdbc:mysql://db/x"
            })
    void urlsAreCheckedWithoutTouchingADatabase(String url) {
        DatabaseSettings settings = DatabaseSettings.of(url);

        assertThatThrownBy(() -> JdbiStores.check(settings)).isInstanceOf(DatabaseException.class);
    }

    @Test
    void aDatabaseInMemoryIsKnownByItsUrl() {
        assertThat(DatabaseSettings.of("jdbc:h2:mem:x").inMemory()).isTrue();
        assertThat(DatabaseSettings.of(url()).inMemory()).isFalse();
    }

    @Test
    void aWrongPasswordIsSaidWithoutRepeatingIt() {
        JdbiStores.migrate(DatabaseSettings.of(url()).withUser("owner").withPassword("right"));

        assertThatThrownBy(() -> JdbiStores.open(
                        DatabaseSettings.of(url()).withUser("owner").withPassword("canary")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("does not take this user and password")
                .hasMessageNotContaining("canary");
    }

    @Test
    void g1_aUserWhoMayNotSyncIsRefused() throws Exception {
        JdbiStores.migrate(DatabaseSettings.of(url()));
        run("create user guest password 'guest'");

        assertThatThrownBy(() -> JdbiStores.open(
                        DatabaseSettings.of(url()).withUser("guest").withPassword("guest")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("admin rights");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";INIT=RUNSCRIPT FROM 'http://example.org/x.sql'",
                ";init=create alias x as 'x'",
                ";AUTO_SERVER=TRUE",
                ";WRITE_DELAY=60000",
                ";RETENTION_TIME=0",
                ";MODE=Oracle",
                ";TRACE_LEVEL_FILE=3",
                ";CACHE_SIZE=1 INIT=x",
                ";DB_CLOSE_DELAY=1\\;INIT=x",
                ";FILE_LOCK=NO",
                ";=",
                ";x"
            })
    void h19_h2OptionsThatAreNotKnownToBeHarmlessAreRefused(String options) {
        assertThatThrownBy(() -> JdbiStores.open(url() + options))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("not allowed in the database URL")
                .hasMessageNotContaining("example.org");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void harmlessOptionsAreTaken() {
        DatabaseReport report =
                JdbiStores.migrate(DatabaseSettings.of(url() + ";CACHE_SIZE=1024;mode=postgresql;DB_CLOSE_DELAY=0;"));

        assertThat(report.created()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:tcp://localhost/x",
                "jdbc:h2:ssl://localhost/x",
                "jdbc:h2:zip:x.zip!/x",
                "jdbc:h2:mem:a b",
                "jdbc:h2:data",
                "jdbc:h2:file:",
                "jdbc:h2:",
                "jdbc:mysql://localhost/x",
                "parley",
                ""
            })
    void h19_otherDatabasesAreRefused(String url) {
        assertThatThrownBy(() -> JdbiStores.open(url)).isInstanceOf(DatabaseException.class);
    }

    @Test
    void h16_settingsNeverShowTheirPassword() {
        DatabaseSettings settings =
                DatabaseSettings.of("jdbc:postgresql://host/db?password=canary").withPassword("canary");

        assertThat(settings.toString()).doesNotContain("canary");
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("data").resolve("parley");
    }

    private Path file() {
        return folder.resolve("data").resolve("parley.mv.db");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(H2Url.of(url()).jdbc(), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
