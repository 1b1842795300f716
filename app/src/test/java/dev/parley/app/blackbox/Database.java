package dev.parley.app.blackbox;

import dev.parley.jdbi.DatabaseSettings;
import dev.parley.jdbi.JdbiStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Where a server under test keeps everything. */
enum Database {
    /** A file of its own. */
    H2 {
        @Override
        Place create(Path folder) {
            String url = "jdbc:h2:file:" + folder.resolve("parley");
            return new Place(DatabaseSettings.of(url), url, "sa");
        }
    },

    /** A database of its own on one PostgreSQL for all of the JVM, which never syncs: durability is tested elsewhere. */
    POSTGRES {
        @Override
        Place create(Path folder) {
            String name = "parley_" + UUID.randomUUID().toString().replace("-", "");
            Place all = Postgres.place("postgres");
            all.run("create database " + name);
            return Postgres.place(name);
        }
    };

    /** A database that is empty. */
    abstract Place create(Path folder);

    /** One database: how the server opens it, and how to look into it from beside. */
    record Place(DatabaseSettings settings, String url, String user) {

        JdbiStores open() {
            return JdbiStores.open(settings);
        }

        void run(String sql) {
            try (Connection connection = DriverManager.getConnection(url, user, "");
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Everything in one column, one value a line. */
        String column(String table, String column) {
            StringBuilder all = new StringBuilder();
            try (Connection connection = DriverManager.getConnection(url, user, "");
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select " + column + " from " + table)) {
                while (rows.next()) {
                    all.append(rows.getString(1)).append('\n');
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return all.toString();
        }
    }

    private static final class Postgres {

        private static final EmbeddedPostgres SERVER = started();

        private static EmbeddedPostgres started() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Place place(String database) {
            String url = "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + database;
            DatabaseSettings settings = DatabaseSettings.of(url)
                    .withUser("postgres")
                    .withWeakDurability(true)
                    .withConnections(4);
            return new Place(settings, url, "postgres");
        }
    }
}
