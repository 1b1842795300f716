package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both programs on PostgreSQL. */
class PostgresProcessTest {

    @Test
    void aUserFromTheSeededListLogsIn(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "postgres\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").start()) {
            SeededServer.seedThenServeThenLogIn(Map.of(
                    "PARLEY_DATABASE_URL", url(postgres),
                    "PARLEY_DATABASE_USER", "postgres",
                    "PARLEY_DATABASE_PASSWORD_FILE", secret.toString()));
        }
    }

    @Test
    void g1_aDatabaseThatMayLoseMessagesIsRefusedUnlessAllowed() throws Exception {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            Map<String, String> database =
                    Map.of("PARLEY_DATABASE_URL", url(postgres), "PARLEY_DATABASE_USER", "postgres");

            Child refused = Child.run(Child.SERVER, database, "--port", "0");
            Child allowed = Child.run(Child.COMMAND_LINE, database, "migrate", "--allow-weak-durability");

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err().lines()).hasSize(1);
            assertThat(refused.err()).contains("fsync=off", "--allow-weak-durability");
            assertThat(allowed.err()).isEmpty();
            assertThat(allowed.code()).isZero();
        }
    }

    private static String url(EmbeddedPostgres postgres) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }
}
