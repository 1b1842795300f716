package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresOpeningTest {

    private final PostgresServer server = PostgresServer.shared();

    @Test
    void itIsDescribedWithoutCredentials() {
        DatabaseSettings settings = server.database();
        DatabaseSettings withOptions = DatabaseSettings.of(settings.url() + "?user=postgres&password=canary")
                .withWeakDurability(true);

        DatabaseReport first = JdbiStores.migrate(settings);
        DatabaseReport second = JdbiStores.migrate(withOptions);

        assertThat(first.line()).endsWith("new database, schema version 9").startsWith("PostgreSQL localhost:");
        assertThat(second.line())
                .endsWith(": 0 accounts, 0 messages, schema version 9")
                .doesNotContain("canary");
    }

    @Test
    void g1_aServerThatDoesNotSyncIsRefusedUnlessAllowed() {
        DatabaseSettings settings = server.database();

        assertThatThrownBy(() -> JdbiStores.open(settings.withWeakDurability(false)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("fsync=off and full_page_writes=off")
                .hasMessageNotContaining("\n");
    }

    @Test
    void g1_aServerThatSyncsIsTakenAndItsCommitsAreSynchronous() {
        try (PostgresServer durable = PostgresServer.durable();
                JdbiStores stores = JdbiStores.open(durable.database().withWeakDurability(false))) {
            String mode = stores.database()
                    .read(handle -> handle.createQuery("show synchronous_commit")
                            .mapTo(String.class)
                            .one());

            assertThat(mode).isEqualTo("on");
        }
    }

    @Test
    void aSchemaThatIsTooNewIsRefusedWithBothNumbers() {
        DatabaseSettings settings = server.database();
        try (JdbiStores stores = JdbiStores.open(settings)) {
            stores.database()
                    .write(handle -> handle.execute("insert into parley_schema_history select 99, '10', 'later', 'SQL',"
                            + " 'V10__later.sql', 1, 'x', now(), 1, true"));
        }

        assertThatThrownBy(() -> JdbiStores.open(settings))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("schema version 10")
                .hasMessageContaining("knows 9");
    }

    @Test
    void aDatabaseThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> JdbiStores.open(server.settings("nowhere")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("/nowhere does not exist");
    }

    @Test
    void aUserWhoIsNotTakenIsSaidSo() {
        DatabaseSettings settings = server.database().withUser("nobody").withPassword("canary");

        assertThatThrownBy(() -> JdbiStores.open(settings))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("does not take this user and password")
                .hasMessageNotContaining("canary");
    }

    @Test
    void anotherEncodingThanUtf8IsRefused() {
        server.run("create database latin template template0 encoding 'LATIN1' locale 'C'");

        assertThatThrownBy(() -> JdbiStores.open(server.settings("latin")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("LATIN1")
                .hasMessageContaining("UTF8");
    }

    @Test
    void aServerThatDoesNotListenIsNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThatThrownBy(() -> JdbiStores.open("jdbc:postgresql://localhost:" + free + "/parley"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("localhost:" + free + "/parley cannot be reached");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            long start = System.nanoTime();

            assertThatThrownBy(() -> JdbiStores.open("jdbc:postgresql://localhost:" + silent.getLocalPort() + "/x"))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("cannot be reached");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void whereNobodyAnswersTheLoginNoThreadIsLeftWaitingForThat() {
        try (Gate gate = new Gate(server.port())) {
            DatabaseSettings settings = gate.before(server.database());
            gate.mute();
            long start = System.nanoTime();

            assertThatThrownBy(() -> JdbiStores.open(settings))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("cannot be reached");

            while (DriverThreads.count() > 0) {
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?socketFactory=org.example.Evil",
                "?sslfactory=org.example.Evil",
                "?user=x&loggerFile=/tmp/x",
                "?authenticationPluginClassName=org.example.Evil"
            })
    void h19_optionsThatLoadClassesOrWriteFilesAreRefused(String options) {
        assertThatThrownBy(() -> JdbiStores.open("jdbc:postgresql://localhost/x" + options))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("not allowed in the database URL");
    }
}
