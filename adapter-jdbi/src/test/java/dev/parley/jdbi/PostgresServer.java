package dev.parley.jdbi;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL for tests: one that never syncs, for all of a JVM, or one of its own that does. */
final class PostgresServer implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedPostgres embedded;

    private PostgresServer(boolean durable) {
        String mode = durable ? "on" : "off";
        try {
            embedded = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", mode)
                    .setServerConfig("full_page_writes", mode)
                    .setServerConfig("synchronous_commit", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fast, and would lose everything with the power. */
    static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** As people run it, but for {@code synchronous_commit}, which is ours to set. */
    static PostgresServer durable() {
        return new PostgresServer(true);
    }

    /** A new database. */
    DatabaseSettings database() {
        String name = "parley" + DATABASES.incrementAndGet();
        run("create database " + name);
        return settings(name);
    }

    DatabaseSettings settings(String database) {
        return DatabaseSettings.of("jdbc:postgresql://localhost:" + embedded.getPort() + "/" + database)
                .withUser("postgres")
                .withWeakDurability(true)
                .withConnections(4);
    }

    int port() {
        return embedded.getPort();
    }

    void run(String sql) {
        try (Connection connection = embedded.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            embedded.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final PostgresServer SERVER = new PostgresServer(false);
    }
}
