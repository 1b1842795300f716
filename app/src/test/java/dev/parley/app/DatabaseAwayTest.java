package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.app.LiveSocket.Line;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL does not answer any more, and refuses nothing: all its processes are halted, while the network takes what is sent
 * to them. G14, over the socket.
 */
class DatabaseAwayTest {

    /** Two seconds, and what a busy machine may add. */
    private static final Duration PROMPT = Duration.ofMillis(2_800);

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private EmbeddedPostgres postgres;
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setServerConfig("fsync", "on")
                .start();
        server = ServerProcess.start(Map.of(
                "PARLEY_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "PARLEY_DATABASE_USER", "postgres",
                "PARLEY_LIMITS", "off"));
    }

    @AfterEach
    void stop() throws Exception {
        signal("CONT");
        server.close();
        postgres.close();
    }

    @Test
    void g14_sendsAreRefusedInTimeSocketsStayAndAllGoesOnAfterwards() throws Exception {
        People people = People.at(server.address());
        try (LiveSocket hers = LiveSocket.open(server.address(), people.alice());
                LiveSocket his = LiveSocket.open(server.address(), people.bob())) {
            hers.send(people.saying("before"));
            assertThat(answer(hers, 1).path("type").asText()).isEqualTo("ok");
            signal("STOP");

            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                hers.send(people.saying("meanwhile-" + i));
                assertThat(answer(hers, 2 + i).at("/error/status").asInt()).isEqualTo(503);
                assertThat(since(start)).isLessThan(PROMPT);
            }
            assertThatThrownBy(() -> LiveSocket.open(server.address(), people.bob()))
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(503));
            assertThat(hers.open() && his.open()).isTrue();
            signal("CONT");

            long back = System.nanoTime();
            int answers = sendUntilTaken(hers, people, 5);
            assertThat(since(back)).isLessThan(SOON);
            for (int i = 0; i < 3; i++) {
                hers.send(people.saying("meanwhile-" + i));
                assertThat(answer(hers, answers + 1 + i).path("type").asText()).isEqualTo("ok");
            }
            assertThat(numbers(his.await(line -> line.is("message.created"), 5)))
                    .as("what he saw: each once, and none left out")
                    .containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void g14_afterHalfAMinuteSocketsAreToldToComeBackLater() throws Exception {
        People people = People.at(server.address());
        try (LiveSocket his = LiveSocket.open(server.address(), people.bob())) {
            signal("STOP");
            long away = System.nanoTime();

            assertThat(his.closeCode()).isEqualTo(1012);
            assertThat(since(away)).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(45));
            assertThat(his.closeReason()).contains("retry_after_ms");
        }
    }

    /** How many answers there are when one was an ok. */
    private static int sendUntilTaken(LiveSocket socket, People people, int answers) {
        int count = answers;
        socket.send(people.saying("after"));
        while (!answer(socket, count).path("type").asText().equals("ok")) {
            count++;
            socket.send(people.saying("after"));
        }
        return count;
    }

    private static List<Long> numbers(List<Line> lines) {
        return lines.stream().map(line -> line.json().path("seq").asLong()).toList();
    }

    /** The answer of this number. */
    private static ObjectNode answer(LiveSocket socket, int number) {
        return socket.await(line -> line.is("ok") || line.is("error"), number)
                .get(number - 1)
                .json();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Halts all processes of the database, or lets them go on. */
    private void signal(String name) throws Exception {
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0));
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(process -> Long.toString(process.pid()))
                .forEach(command::add);
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
