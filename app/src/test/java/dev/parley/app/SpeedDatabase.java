package dev.parley.app;

import dev.parley.argon2.Argon2Hasher;
import dev.parley.cli.bench.StoredPeople;
import dev.parley.cli.seed.OneHash;
import dev.parley.core.Chat;
import dev.parley.core.model.Limits;
import dev.parley.jdbi.DatabaseSettings;
import dev.parley.jdbi.JdbiStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A database to measure on, durable as in earnest.
 *
 * @param environment names it to our programs
 * @param pids the processes of a database that is not in the server's own
 * @param sync what makes a commit durable, where the commit itself does not
 */
record SpeedDatabase(
        String name, DatabaseSettings settings, Map<String, String> environment, long[] pids, List<String> sync) {

    private static final int COMMITS = 50;
    private static final long BETWEEN_COMMITS = 100_000_000;
    private static final String PASSWORD = "postgres";

    static SpeedDatabase h2(Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("parley");
        return new SpeedDatabase(
                "H2",
                DatabaseSettings.of(url),
                Map.of("PARLEY_DATABASE_URL", url),
                new long[0],
                List.of("checkpoint sync"));
    }

    static SpeedDatabase postgres(EmbeddedPostgres postgres) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        return new SpeedDatabase(
                "PostgreSQL",
                DatabaseSettings.of(url).withUser("postgres").withPassword(PASSWORD),
                Map.of(
                        "PARLEY_DATABASE_URL", url,
                        "PARLEY_DATABASE_USER", "postgres",
                        "PARLEY_DATABASE_PASSWORD", PASSWORD),
                new long[] {postmaster(url)},
                List.of());
    }

    static EmbeddedPostgres durable() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private static long postmaster(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet file = statement.executeQuery("select pg_read_file('postmaster.pid')")) {
            file.next();
            return Long.parseLong(
                    file.getString(1).lines().findFirst().orElseThrow().strip());
        }
    }

    /** Makes people while no server runs; one hash for all passwords, which nobody will use. */
    <T> T people(Function<StoredPeople, T> make) {
        try (Chat chat = Chat.builder()
                .stores(JdbiStores.open(settings))
                .passwords(new OneHash(new Argon2Hasher()))
                .limits(Limits.defaults().withoutRates())
                .build()) {
            return make.apply(new StoredPeople(chat));
        }
    }

    /** A server on it, for as much as it takes. */
    ServerProcess server(String... flags) {
        List<String> command = Java.fullSpeed(Main.class.getName(), flags);
        command.addAll(List.of("--port", "0", "--limits", "off"));
        return ServerProcess.launch(environment, command);
    }

    /** What the smallest durable commit takes at ten a second, at the median, in milliseconds. */
    double commitMillis(Path scratch) throws SQLException {
        String url = sync.isEmpty() ? settings.url() : "jdbc:h2:file:" + scratch.resolve("scratch");
        try (Connection connection = DriverManager.getConnection(url, user(), sync.isEmpty() ? PASSWORD : "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists speed_scratch (n bigint, text varchar(200))");
            connection.setAutoCommit(false);
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < COMMITS; i++) {
                LockSupport.parkNanos(BETWEEN_COMMITS);
                long begin = System.nanoTime();
                commit(connection, statement, i);
                times.add((System.nanoTime() - begin) / 1e6);
            }
            return times.stream().sorted().skip(COMMITS / 2).findFirst().orElseThrow();
        }
    }

    private String user() {
        return sync.isEmpty() ? "postgres" : "";
    }

    private void commit(Connection connection, Statement statement, int number) throws SQLException {
        statement.execute("insert into speed_scratch values (" + number + ", '" + "x".repeat(120) + "')");
        connection.commit();
        for (String command : sync) {
            statement.execute(command);
        }
    }

    /** All processes that serve, the server's own and the database's. */
    ProcessTimes times(ServerProcess server) {
        return ProcessTimes.of(LongStream.concat(LongStream.of(server.pid()), LongStream.of(pids))
                .toArray());
    }
}
