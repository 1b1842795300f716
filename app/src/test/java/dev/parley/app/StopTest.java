package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.app.LiveSocket.Line;
import dev.parley.wire.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is told to stop while it is busy: G16. */
class StopTest {

    private static final int LISTENERS = 30;
    private static final int SENDERS = 4;
    private static final int IN_FLIGHT = 4;

    @TempDir
    Path folder;

    @Test
    void g16_aStopInTheMiddleOfItKeepsWhatWasAcknowledgedAndSendsEverybodyAwayOneAfterTheOther() {
        Map<String, String> settings = Map.of("PARLEY_DATA_DIR", folder.toString(), "PARLEY_LIMITS", "off");
        People people;
        Answers answers;
        try (ServerProcess server = ServerProcess.start(settings)) {
            people = People.at(server.address());
            String bob = people.bob();
            List<LiveSocket> listeners = Stream.generate(() -> LiveSocket.open(server.address(), bob))
                    .limit(LISTENERS)
                    .toList();
            answers = stoppedWhileSending(server, people);

            assertThat(listeners)
                    .allSatisfy(socket -> assertThat(socket.closeCode()).isEqualTo(1001));
            assertThat(listeners.stream().map(StopTest::retryAfter).distinct().count())
                    .as("different times to come back")
                    .isGreaterThan(LISTENERS / 3);
            assertThat(server.output()).doesNotContain("WARN", "ERROR", "\tat ");
        }

        try (ServerProcess server = ServerProcess.start(settings)) {
            Map<String, Long> stored = stored(server, people);
            assertThat(stored).containsAllEntriesOf(answers.acknowledged());
            assertThat(answers.all()).as("whoever was taken was told").containsAll(stored.keySet());
        }
    }

    /**
     * What the senders were told.
     *
     * @param acknowledged the messages that were, with their numbers
     * @param all the ids of all commands that were answered, whatever the answer
     */
    private record Answers(Map<String, Long> acknowledged, Set<String> all) {

        Answers() {
            this(new HashMap<>(), new HashSet<>());
        }

        void add(ObjectNode answer) {
            String id = answer.path("id").asText();
            all.add(id);
            if (answer.has("message")) {
                acknowledged.put(id, answer.at("/message/seq").asLong());
            }
        }
    }

    private static Answers stoppedWhileSending(ServerProcess server, People people) {
        List<LiveSocket> senders = Stream.generate(() -> LiveSocket.open(server.address(), people.alice()))
                .limit(SENDERS)
                .toList();
        List<CompletableFuture<Void>> sending = IntStream.range(0, SENDERS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> sendUntilClosed(senders.get(i), people, i)))
                .toList();
        senders.forEach(sender -> sender.await(line -> line.is("ok"), 100));
        long start = System.nanoTime();

        assertThat(server.stop()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        sending.forEach(CompletableFuture::join);
        assertThat(senders).allSatisfy(sender -> assertThat(sender.closeCode()).isEqualTo(1001));
        Answers answers = new Answers();
        senders.forEach(sender -> sender.await(StopTest::answer, 0).forEach(line -> answers.add(line.json())));
        return answers;
    }

    private static void sendUntilClosed(LiveSocket sender, People people, int number) {
        int sent = 0;
        try {
            while (sender.came(StopTest::answer, sent - IN_FLIGHT)) {
                sender.send(people.saying(number + "-" + sent));
                sent++;
            }
        } catch (CompletionException closed) {
            assertThat(sender.closeCode()).isEqualTo(1001);
        }
    }

    private static boolean answer(Line line) {
        return line.is("ok") || line.is("error");
    }

    private static int retryAfter(LiveSocket socket) {
        int millis = Json.parse(socket.closeReason()).path("retry_after_ms").asInt();
        assertThat(millis).isBetween(1, 30_000);
        return millis;
    }

    /** All that is stored, by client_id, with its number. */
    private static Map<String, Long> stored(ServerProcess server, People people) {
        Map<String, Long> all = new HashMap<>();
        try (LiveSocket reader = LiveSocket.open(server.address(), people.bob())) {
            ObjectNode page;
            int pages = 0;
            do {
                reader.send(people.asking(all.size()));
                pages++;
                List<Line> answers = reader.await(line -> line.is("ok"), pages);
                page = answers.get(pages - 1).json();
                for (JsonNode change : page.path("changes")) {
                    JsonNode message = change.path("message");
                    all.put(
                            message.path("client_id").asText(),
                            message.path("seq").asLong());
                }
            } while (page.path("more").asBoolean());
        }
        return all;
    }
}
