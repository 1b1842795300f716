package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.app.LiveSocket.Line;
import dev.parley.cli.bench.Report;
import dev.parley.wire.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two servers, each a process of its own, on one PostgreSQL database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int MANY = 200;
    private static final double HALF_A_COMPARISON_MILLIS = 1_500;
    private static final double PROMPT_MILLIS = 100;

    private EmbeddedPostgres postgres;
    private Map<String, String> database;
    private ServerProcess one;
    private ServerProcess two;
    private int pairs;

    @BeforeAll
    void start() throws IOException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        database = Map.of(
                "PARLEY_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "PARLEY_DATABASE_USER", "postgres",
                "PARLEY_LIMITS", "off");
        one = ServerProcess.start(database);
        two = ServerProcess.start(database);
    }

    @AfterAll
    void stop() throws IOException {
        one.close();
        two.close();
        postgres.close();
    }

    /** Two people with their conversation. */
    private record Talk(String alice, String aliceName, String bob, long conversation) {}

    private Talk talk() throws Exception {
        pairs++;
        String alice = "alice" + pairs;
        String bob = "bob" + pairs;
        String hers = register(alice);
        String his = register(bob);
        long conversation = post(
                        one.address(), "/api/conversations", hers, "{'kind':'direct','members':['@" + bob + "']}")
                .path("id")
                .asLong();
        return new Talk(hers, alice, his, conversation);
    }

    private String register(String name) throws Exception {
        return post(
                        one.address(),
                        "/api/auth/register/",
                        "",
                        "{'username':'" + name + "','password':'three small words'}")
                .path("token")
                .asText();
    }

    private static ObjectNode post(URI server, String path, String token, String json) throws Exception {
        return Json.parse(ask("POST", server, path, token, json).body());
    }

    private static HttpResponse<String> ask(String method, URI server, String path, String token, String json)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json.replace('\'', '"')));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static boolean ok(Line line) {
        return line.is("ok");
    }

    private static boolean created(Line line) {
        return line.is("message.created");
    }

    private static List<String> log(List<Line> changes) {
        return changes.stream()
                .map(line -> line.json().path("seq").asLong() + " "
                        + line.json().at("/message/client_id").asText())
                .toList();
    }

    @Test
    void g5_bothShowTheSameLogHoweverManyWriteOnBoth() throws Exception {
        Talk talk = talk();
        try (LiveSocket hers = LiveSocket.open(one.address(), talk.alice());
                LiveSocket his = LiveSocket.open(two.address(), talk.bob())) {

            for (int i = 0; i < MANY; i++) {
                hers.post(talk.conversation(), "a-" + i);
                his.post(talk.conversation(), "b-" + i);
            }

            List<Line> atHers = hers.await(TwoServersTest::created, 2 * MANY);
            List<Line> atHis = his.await(TwoServersTest::created, 2 * MANY);
            assertThat(hers.await(TwoServersTest::ok, MANY)).hasSize(MANY);
            assertThat(his.await(TwoServersTest::ok, MANY)).hasSize(MANY);
            assertThat(log(atHers)).isEqualTo(log(atHis)).hasSize(2 * MANY).doesNotHaveDuplicates();
            assertThat(atHers.stream().map(line -> line.json().path("seq").asLong()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 2 * MANY).boxed().toList());
        }
    }

    @Test
    void g3_theSameClientIdOnBothIsStoredOnce() throws Exception {
        Talk talk = talk();
        try (LiveSocket first = LiveSocket.open(one.address(), talk.alice());
                LiveSocket second = LiveSocket.open(two.address(), talk.alice())) {

            for (int i = 0; i < MANY; i++) {
                first.post(talk.conversation(), "a-" + i);
                second.post(talk.conversation(), "a-" + i);
            }

            List<Line> oks = new ArrayList<>(first.await(TwoServersTest::ok, MANY));
            oks.addAll(second.await(TwoServersTest::ok, MANY));
            assertThat(oks)
                    .filteredOn(ok -> !ok.json().path("duplicate").asBoolean())
                    .hasSize(MANY);
            assertThat(log(second.await(TwoServersTest::created, MANY))).hasSize(MANY);
        }
    }

    /** By the comparison alone, every three seconds, nearly all would come later than the first and one in four than the second. */
    @Test
    void g7_whatIsSentOnOneShowsOnTheOtherLongBeforeThatWouldCompare() throws Exception {
        Talk talk = talk();
        try (LiveSocket hers = LiveSocket.open(one.address(), talk.alice());
                LiveSocket his = LiveSocket.open(two.address(), talk.bob())) {

            Report.Times later = Crossing.of(hers, his, talk.conversation(), MANY, Duration.ofMillis(10))
                    .later();

            System.out.printf("From one server to the other: p50 %.0f ms, p99 %.0f ms%n", later.p50(), later.p99());
            assertThat(later.p50()).as("p50 in ms").isLessThan(PROMPT_MILLIS);
            assertThat(later.p99()).as("p99 in ms").isLessThan(HALF_A_COMPARISON_MILLIS);
        }
    }

    @Test
    void aConversationOpenedOnOneIsListenedToOnTheOther() throws Exception {
        Talk talk = talk();
        String carol = register("carol" + pairs);
        try (LiveSocket hers = LiveSocket.open(two.address(), carol)) {

            post(one.address(), "/api/messages", talk.alice(), "{'receiver':'carol" + pairs + "','content':'Hello'}");

            assertThat(hers.await(line -> line.is("conversation.added"), 1)).hasSize(1);
            assertThat(hers.await(TwoServersTest::created, 1)
                            .get(0)
                            .json()
                            .at("/message/content")
                            .asText())
                    .isEqualTo("Hello");
        }
    }

    @Test
    void g10_whoLogsOutOnOneIsGoneFromTheOtherWithinASecond() throws Exception {
        Talk talk = talk();
        try (LiveSocket hers = LiveSocket.open(two.address(), talk.alice())) {

            ask("DELETE", one.address(), "/api/session", talk.alice(), "");
            long from = System.nanoTime();

            assertThat(hers.closeCode()).isEqualTo(4401);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from)).isLessThan(1_000);
        }
    }

    @Test
    void g10_whoIsDisabledByTheCommandLineIsGoneFromTheServersWithinASecond() throws Exception {
        Talk talk = talk();
        try (LiveSocket hers = LiveSocket.open(two.address(), talk.alice())) {

            Child disabled = Child.run(Child.COMMAND_LINE, database(), "user", "disable", talk.aliceName());
            long from = System.nanoTime();

            assertThat(disabled.code()).as(disabled.err()).isZero();
            assertThat(hers.closeCode()).isEqualTo(4401);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from)).isLessThan(1_000);
        }
    }

    /** What the command line is told of the database. */
    private Map<String, String> database() {
        return Map.of(
                "PARLEY_DATABASE_URL", database.get("PARLEY_DATABASE_URL"),
                "PARLEY_DATABASE_USER", database.get("PARLEY_DATABASE_USER"));
    }

    @Test
    void g6_whoMovesFromAKilledServerToTheOtherMissesNothing() throws Exception {
        Talk talk = talk();
        try (ServerProcess three = ServerProcess.start(database);
                LiveSocket his = LiveSocket.open(two.address(), talk.bob())) {
            LiveSocket hers = LiveSocket.open(three.address(), talk.alice());
            for (int i = 0; i < MANY; i++) {
                hers.post(talk.conversation(), "a-" + i);
            }
            hers.await(TwoServersTest::ok, MANY / 4);
            three.kill();
            List<Line> acknowledged = hers.await(TwoServersTest::ok, 1);

            try (LiveSocket again = LiveSocket.open(two.address(), talk.alice())) {
                again.send("{'id':1,'type':'changes','conversation':" + talk.conversation() + ",'after':0}");
                Line page =
                        again.await(line -> line.json().path("id").isInt(), 1).get(0);
                List<String> kept = new ArrayList<>();
                page.json()
                        .path("changes")
                        .forEach(change ->
                                kept.add(change.at("/message/client_id").asText()));

                assertThat(kept)
                        .containsAll(acknowledged.stream()
                                .map(line -> line.json().path("id").asText())
                                .toList());
                assertThat(log(his.await(TwoServersTest::created, kept.size())))
                        .as("the database may still be busy with what the killed server asked of it last")
                        .startsWith(IntStream.range(0, kept.size())
                                .mapToObj(i -> (i + 1) + " " + kept.get(i))
                                .toArray(String[]::new));
            }
        }
    }
}
