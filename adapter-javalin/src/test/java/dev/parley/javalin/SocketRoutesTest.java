package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.model.Limits;
import dev.parley.wire.Budget;
import dev.parley.wire.Sockets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sockets: who gets in, what ends them; and the one for everything of a user over a real connection. */
class SocketRoutesTest {

    private static final String ALL = "/ws";
    private static final String SLASH = "/ws/";
    private static final String DIRECT = "/ws/chat/bob/";

    private final TestServer server = TestServer.start(
            chat -> chat.limits(Limits.defaults().withoutRates().withConnections(20)), routes -> {});
    private final String alice = server.token("alice");
    private final String bob = server.token("bob");

    @AfterEach
    void stop() {
        server.close();
    }

    private TestSocket open(String secret, String path) {
        return TestSocket.open(server.port(), path, "Authorization", "Bearer " + secret);
    }

    private String handshake(String path, String... headers) throws Exception {
        return new Raw(server.port()).handshake(path, headers);
    }

    @Test
    void whatOneSendsTheOtherGetsWithItsNumber() {
        TestSocket hers = open(alice, ALL);
        TestSocket his = open(bob, SLASH);
        JsonNode hello = hers.next();
        his.next();

        server.anybody().bearer(alice).post("/api/messages", "{'receiver':'bob','content':'Hello, Bob'}");
        JsonNode added = his.next();
        JsonNode change = his.next();

        assertThat(hello.path("type").asText()).isEqualTo("hello");
        assertThat(hello.path("build").asText()).isEqualTo("test");
        assertThat(added.path("type").asText()).isEqualTo("conversation.added");
        assertThat(change.path("type").asText()).isEqualTo("message.created");
        assertThat(change.path("seq").asInt()).isEqualTo(1);
        his.send("{'id':1,'type':'send','conversation':" + change.path("conversation") + ",'content':'Hello, Alice'}");
        assertThat(List.of(
                        his.next().path("type").asText(),
                        his.next().path("type").asText()))
                .containsExactlyInAnyOrder("message.created", "ok");
    }

    @Test
    void groupsAreRuledOverTheSocketToo() {
        TestSocket hers = open(alice, ALL);
        hers.next();
        Reply created = server.anybody()
                .bearer(alice)
                .post("/api/conversations", "{'kind':'group','title':'Friends','members':['@bob']}");
        long group = created.number("id");
        long id = server.anybody().bearer(bob).get("/api/users/me").number("id");
        String to = ",'conversation':" + group;
        assertThat(hers.next().path("type").asText()).isEqualTo("conversation.added");

        assertThat(answers(hers, "{'id':1,'type':'role','role':'moderator','user':" + id + to + "}"))
                .containsExactlyInAnyOrder("ok", "member.role");
        assertThat(answers(hers, "{'id':2,'type':'update','title':'Neighbours'" + to + "}"))
                .containsExactlyInAnyOrder("ok", "conversation.updated");
        assertThat(answers(hers, "{'id':3,'type':'remove','ban':true,'user':" + id + to + "}"))
                .containsExactlyInAnyOrder("ok", "member.left");
        assertThat(answers(hers, "{'id':4,'type':'invite','user':" + id + to + "}"))
                .containsExactlyInAnyOrder("ok", "member.joined");
        hers.send("{'id':5,'type':'leave'" + to + "}");
        assertThat(hers.next().at("/error/code").asText()).isEqualTo("last_owner");
        hers.send("{'id':6,'type':'join'" + to + "}");
        assertThat(hers.next().path("type").asText()).isEqualTo("ok");
        hers.send("{'id':7,'type':'role','role':'king','user':" + id + to + "}");
        assertThat(hers.next().at("/error/code").asText()).isEqualTo("invalid");
        hers.send("{'id':8,'type':'update'" + to + "}");
        assertThat(hers.next().at("/error/code").asText()).isEqualTo("invalid");
    }

    @Test
    void everyCommandIsDescribed() {
        TestSocket hers = open(alice, ALL);
        hers.next();

        hers.send("{'id':1,'type':'nothing'}");

        String known = hers.next().at("/error/detail").asText();
        assertThat(known)
                .isEqualTo("There are the commands "
                        + String.join(", ", ApiDocument.shipped().commands()) + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':1,'type':'send','conversation':1,'content':'x','client_id':'c','reply_to':null}",
                "{'id':'a','type':'edit','conversation':1,'message':1,'content':'x'}",
                "{'id':1,'type':'delete','conversation':1,'message':1}",
                "{'id':1,'type':'react','conversation':1,'message':1,'emoji':'👍','on':true}",
                "{'id':1,'type':'pin','conversation':1,'message':1,'on':false}",
                "{'id':1,'type':'changes','conversation':1,'after':0}",
                "{'id':1,'type':'read','conversation':1,'seq':1}",
                "{'id':1,'type':'read','conversation':1,'unread_from':1}",
                "{'id':1,'type':'settings','conversation':1,'hidden':true}",
                "{'id':1,'type':'typing','conversation':1}",
                "{'id':1,'type':'remove','conversation':1,'user':1,'ban':true}",
                "{'id':1,'type':'role','conversation':1,'user':1,'role':'owner'}",
                "{'id':1,'type':'update','conversation':1,'archived':true}"
            })
    void whatIsDescribedIsUnderstood(String command) {
        TestSocket hers = open(alice, ALL);
        hers.next();
        ApiDocument.shipped().checkCommand(command.replace('\'', '"'));

        hers.send(command);

        JsonNode answer = hers.next();
        assertThat(answer.path("type").asText().equals("ok")
                        || answer.at("/error/code").asText().equals("not_found"))
                .as(answer.toString())
                .isTrue();
    }

    @Test
    void reactionsPinsAndAnswersGoOverTheSocketToo() {
        TestSocket hers = open(alice, ALL);
        hers.next();
        Reply posted = server.anybody().bearer(alice).post("/api/messages", "{'receiver':'bob','content':'one'}");
        String to = ",'conversation':" + posted.number("conversation");
        String message = ",'message':" + posted.number("id") + to;
        assertThat(hers.next().path("type").asText()).isEqualTo("conversation.added");
        assertThat(hers.next().path("type").asText()).isEqualTo("message.created");

        assertThat(answers(hers, "{'id':1,'type':'react','emoji':'👍','on':true" + message + "}"))
                .containsExactlyInAnyOrder("ok", "message.reacted");
        assertThat(answers(hers, "{'id':2,'type':'pin','on':true" + message + "}"))
                .containsExactlyInAnyOrder("ok", "message.pinned");
        hers.send("{'id':3,'type':'send','content':'two','reply_to':" + posted.number("id") + to + "}");
        JsonNode answer = hers.next();
        JsonNode change = hers.next();
        assertThat(List.of(answer, change))
                .allSatisfy(frame -> assertThat(
                                frame.at("/message/reply_to/excerpt").asText())
                        .isEqualTo("one"));
        hers.send("{'id':4,'type':'react','emoji':'no','on':true" + message + "}");
        assertThat(hers.next().at("/error/code").asText()).isEqualTo("invalid");
        hers.send("{'id':5,'type':'pin'" + message + "}");
        assertThat(hers.next().at("/error/errors/0/field").asText()).isEqualTo("on");
    }

    private static List<String> answers(TestSocket socket, String command) {
        socket.send(command);
        return List.of(
                socket.next().path("type").asText(), socket.next().path("type").asText());
    }

    @Test
    void g10_whoeverIsSentAwayIsToldAndHearsNothingMore() {
        TestSocket his = open(bob, ALL);
        his.next();
        Visitor owner = server.anybody().bearer(alice);
        long group = owner.post("/api/conversations", "{'kind':'group','title':'Friends','members':['@bob']}")
                .number("id");
        assertThat(his.next().path("type").asText()).isEqualTo("conversation.added");

        owner.delete("/api/conversations/" + group + "/members/@bob");
        owner.post("/api/conversations/" + group + "/messages", "{'content':'between us'}");
        owner.post("/api/messages", "{'receiver':'bob','content':'for you'}");

        JsonNode left = his.next();
        assertThat(left.path("type").asText()).isEqualTo("member.left");
        assertThat(left.at("/message/about/username").asText()).isEqualTo("bob");
        assertThat(his.next().path("type").asText()).isEqualTo("conversation.removed");
        assertThat(his.next().path("type").asText()).isEqualTo("conversation.added");
        assertThat(his.next().at("/message/content").asText()).isEqualTo("for you");
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, SLASH, DIRECT})
    void w02_whoIsNotLoggedInIsRefusedBeforeTheUpgrade(String path) throws Exception {
        assertThat(handshake(path))
                .startsWith("HTTP/1.1 401")
                .contains("application/problem+json", "\"code\":\"unauthenticated\"", "WWW-Authenticate: Bearer")
                .doesNotContain("Set-Cookie");
        assertThat(handshake(path, "Authorization: Bearer ses_x")).startsWith("HTTP/1.1 401");
        assertThat(handshake(path + "?token=" + alice)).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, SLASH, DIRECT})
    void w01_withTheCookieTheHandshakeHasToComeFromOurOrigin(String path) throws Exception {
        String cookie = "Cookie: parley_session=" + alice;

        assertThat(handshake(path, cookie)).startsWith("HTTP/1.1 403").contains("csrf_failed");
        assertThat(handshake(path, cookie, "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(handshake(path, cookie, "Origin: https://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(handshake(path, cookie, "Origin: " + server.origin()))
                .startsWith("HTTP/1.1 101")
                .doesNotContain("JSESSIONID");
        assertThat(handshake(path, cookie, "Sec-Fetch-Site: same-origin")).startsWith("HTTP/1.1 101");
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, SLASH, DIRECT})
    void w17_whatIsNoHandshakeIsAskedToBeOne(String path) throws Exception {
        assertThat(server.anybody().get(path).said()).isEqualTo("426 upgrade_required");
        String old = new Raw(server.port())
                .ask(
                        "GET " + path + " HTTP/1.1",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 7",
                        "Authorization: Bearer " + alice);
        assertThat(old).matches("(?s)HTTP/1.1 4\\d\\d .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, SLASH, DIRECT})
    void w07_binaryFramesAreNotUnderstood(String path) {
        TestSocket hers = open(alice, path);

        hers.binary(ByteBuffer.wrap(new byte[] {1, 2, 3}));

        assertThat(hers.closeCode()).isEqualTo(1003);
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, SLASH, DIRECT})
    void w06_aFrameOverTheBoundIsTooLarge(String path) {
        TestSocket hers = open(alice, path);

        hers.send("{'message':'" + "x".repeat(Sockets.MAX_FRAME) + "'}");

        assertThat(hers.closeCode()).isEqualTo(1009);
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, SLASH, DIRECT})
    void s03_loggingOutEndsTheSocket(String path) {
        TestSocket hers = open(alice, path);

        server.anybody().bearer(alice).delete("/api/session");

        assertThat(hers.closeCode()).isEqualTo(4401);
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, SLASH, DIRECT})
    void g16_aServerThatStopsSaysWhenToComeBack(String path) {
        TestSocket hers = open(alice, path);
        hers.send(path.equals(DIRECT) ? "{'message':'hello'}" : "{'id':1,'type':'?'}");
        hers.next();

        server.close();

        assertThat(hers.closeCode()).isEqualTo(1001);
        assertThat(hers.closeReason()).matches("\\{\"retry_after_ms\":\\d+}");
    }

    @Test
    void g13_theBudgetThatTheRoutesAreGivenHolds() {
        try (TestServer full = TestServer.start(chat -> chat, routes -> routes.budget(new Budget(0)))) {
            String carol = full.token("carol");
            for (int i = 0; i < 4; i++) {
                full.anybody()
                        .bearer(carol)
                        .post("/api/messages", "{'receiver':'carol','content':'" + "漢".repeat(4_000) + "'}");
            }
            TestSocket hers = TestSocket.open(full.port(), ALL, "Authorization", "Bearer " + carol);
            Long room = Long.valueOf(hers.next().path("positions").fieldNames().next());

            hers.send("{'id':1,'type':'changes','conversation':" + room + ",'after':0}");

            assertThat(hers.closeCode()).isEqualTo(4001);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, SLASH, DIRECT})
    void w09_theTwentyFirstConnectionOfAnAccountIsRefused(String path) {
        List<TestSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sockets.add(open(alice, ALL));
            assertThat(sockets.get(i).next().path("type").asText()).isEqualTo("hello");
        }

        assertThat(open(alice, path).closeCode()).isEqualTo(4429);

        sockets.get(0).send("{'id':1,'type':'?'}");
        assertThat(sockets.get(0).next().path("id").asInt()).isEqualTo(1);
    }
}
