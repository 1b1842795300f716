package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A durable PostgreSQL that is dealt with as a power cut or an impatient administrator would. */
final class HardPostgres implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Path data;
    private final EmbeddedPostgres postgres;

    HardPostgres(Path data) throws IOException {
        this.data = data;
        this.postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .start();
    }

    /** Names it to a server, which has no limits then. */
    Map<String, String> environment() {
        return Map.of(
                "PARLEY_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "PARLEY_DATABASE_USER", "postgres",
                "PARLEY_LIMITS", "off");
    }

    /** Ends all its processes without giving any a chance. */
    void kill() {
        ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process ->
                process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    }

    private long postmaster() {
        return Long.parseLong(lines("postmaster.pid").get(0));
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(data.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again as it was started before; returns when it answers. */
    void startAgain() {
        String program = lines("postmaster.opts").get(0).split(" ")[0];
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U")); // it refuses to be started by root
        }
        String control = Path.of(program).resolveSibling("pg_ctl").toString();
        command.addAll(List.of(control, "-D", data.toString(), "-w", "restart"));
        try {
            Process started = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            assertThat(started.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(started.exitValue()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends about half of the connections of the server; how many. */
    int terminateSome() {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet ended = statement.executeQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where pid <> pg_backend_pid() and backend_type = 'client backend' and random() < 0.5")) {
            ended.next();
            return ended.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
