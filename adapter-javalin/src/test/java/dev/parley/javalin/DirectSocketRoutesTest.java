package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The older socket, from the handshake to the last frame. */
class DirectSocketRoutesTest {

    private static final String[] HANDSHAKE = {
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    };

    private final TestServer server = TestServer.start();
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
        List<String> all = new ArrayList<>(List.of("Upgrade: websocket", "Connection: Upgrade"));
        all.addAll(List.of(HANDSHAKE).subList(2, 4));
        all.addAll(List.of(headers));
        return new Raw(server.port()).head("GET " + path + " HTTP/1.1", all.toArray(new String[0]));
    }

    @Test
    void bothSidesSeeWhatIsSentEditedAndDeleted() {
        TestSocket hers = open(alice, "/ws/chat/bob/");
        TestSocket his = open(bob, "/ws/chat/alice");

        hers.send("{'message':'Hello, Bob'}");
        JsonNode seen = his.next();
        long id = seen.path("id").asLong();
        assertThat(seen.toString())
                .isEqualTo("{\"sender\":\"alice\",\"receiver\":\"bob\",\"message\":\"Hello, Bob\",\"id\":" + id + "}");
        assertThat(hers.next()).isEqualTo(seen);

        hers.send("{'message_id':" + id + ",'message':'Hello again'}");
        assertThat(his.next().toString())
                .isEqualTo("{\"sender\":\"alice\",\"receiver\":\"bob\",\"message\":\"Hello again\",\"message_id\":" + id
                        + "}");

        hers.send("{'delete_message_id':" + id + "}");
        assertThat(his.next().toString())
                .isEqualTo("{\"sender\":\"alice\",\"receiver\":\"bob\",\"deleted_message_id\":" + id + "}");
    }

    @Test
    void whatIsSaidRightAfterTheHandshakeIsNotMissed() {
        for (int i = 0; i < 10; i++) {
            TestSocket his = open(bob, "/ws/chat/alice/");
            server.anybody().bearer(alice).post("/api/messages", "{'receiver':'bob','content':'number " + i + "'}");

            assertThat(his.next().path("message").asText()).isEqualTo("number " + i);
            his.close();
        }
    }

    @Test
    void p06_aRefusedCommandIsAnsweredWithItsProblem() {
        TestSocket hers = open(alice, "/ws/chat/bob/");
        TestSocket his = open(bob, "/ws/chat/alice/");
        hers.send("{'message':'mine'}");
        long id = his.next().path("id").asLong();

        his.send("{'message_id':" + id + ",'message':'theirs'}");
        assertThat(his.next().at("/error/code").asText()).isEqualTo("not_author");
        his.send("{'delete_message_id':999999}");
        assertThat(his.next().at("/error/code").asText()).isEqualTo("not_found");
        his.send("{'message':'  '}");
        assertThat(his.next().at("/error/errors/0/code").asText()).isEqualTo("blank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "",
                "{'message':'a','message':'b'}",
                "{'message':'a'} x",
                "{'message':NaN}",
                "{'message':1}",
                "{}",
                "{'message_id':'1','message':'a'}",
                "{'delete_message_id':1e400}"
            })
    void w12_aFrameThatIsNoCommandIsAnsweredOnce(String frame) {
        TestSocket hers = open(alice, "/ws/chat/bob/");

        hers.send(frame);
        hers.send("{'message':'still there'}");

        assertThat(hers.next().at("/error/status").asInt()).isIn(400, 404);
        assertThat(hers.next().path("message").asText()).isEqualTo("still there");
    }

    @Test
    void w02_whoIsNotLoggedInIsRefusedBeforeTheUpgrade() throws Exception {
        assertThat(handshake("/ws/chat/bob/"))
                .startsWith("HTTP/1.1 401")
                .contains("application/problem+json", "\"code\":\"unauthenticated\"", "WWW-Authenticate: Bearer")
                .doesNotContain("Set-Cookie");
        assertThat(handshake("/ws/chat/bob/", "Authorization: Bearer ses_x")).startsWith("HTTP/1.1 401");
        assertThat(handshake("/ws/chat/bob/?token=" + alice)).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody2", "", "bob/x", "b%6fb", "%u0062", "..", "bob;a=b", "%00"})
    void someoneWhoDoesNotExistIsNotFound(String username) throws Exception {
        assertThat(handshake("/ws/chat/" + username, "Authorization: Bearer " + alice))
                .matches("(?s)HTTP/1.1 (404|400) .*");
    }

    @Test
    void w01_withTheCookieTheHandshakeHasToComeFromOurOrigin() throws Exception {
        String cookie = "Cookie: parley_session=" + alice;

        assertThat(handshake("/ws/chat/bob/", cookie))
                .startsWith("HTTP/1.1 403")
                .contains("csrf_failed");
        assertThat(handshake("/ws/chat/bob/", cookie, "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(handshake("/ws/chat/bob/", cookie, "Origin: https://evil.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(handshake("/ws/chat/bob/", cookie, "Origin: " + server.origin()))
                .startsWith("HTTP/1.1 101")
                .doesNotContain("JSESSIONID");
        assertThat(handshake("/ws/chat/bob/", cookie, "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 101");
    }

    @Test
    void w17_whatIsNoHandshakeIsAskedToBeOne() throws Exception {
        assertThat(server.anybody().get("/ws/chat/bob/").said()).isEqualTo("426 upgrade_required");
        String old = new Raw(server.port())
                .ask(
                        "GET /ws/chat/bob/ HTTP/1.1",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 7",
                        "Authorization: Bearer " + alice);
        assertThat(old).matches("(?s)HTTP/1.1 4\\d\\d .*");
    }

    @Test
    void w07_binaryFramesAreNotUnderstood() {
        TestSocket hers = open(alice, "/ws/chat/bob/");

        hers.binary(ByteBuffer.wrap(new byte[] {1, 2, 3}));

        assertThat(hers.closeCode()).isEqualTo(1003);
    }

    @Test
    void w06_aFrameOverTheBoundIsTooLarge() {
        TestSocket hers = open(alice, "/ws/chat/bob/");

        hers.send("{'message':'" + "x".repeat(SocketRoutes.MAX_FRAME) + "'}");

        assertThat(hers.closeCode()).isEqualTo(1009);
    }

    @Test
    void s03_loggingOutEndsTheSocket() {
        TestSocket hers = open(alice, "/ws/chat/bob/");

        server.anybody().bearer(alice).delete("/api/session");

        assertThat(hers.closeCode()).isEqualTo(4401);
    }

    @Test
    void aServerThatStopsSaysWhenToComeBack() {
        TestSocket hers = open(alice, "/ws/chat/bob/");
        hers.send("{'message':'hello'}");
        hers.next();

        server.close();

        assertThat(hers.closeCode()).isEqualTo(1001);
        assertThat(hers.closeReason()).matches("\\{\"retry_after_ms\":\\d+}");
    }

    @Test
    void w09_theTwentyFirstConnectionOfAnAccountIsRefused() {
        List<TestSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sockets.add(open(alice, "/ws/chat/bob/"));
        }

        assertThat(open(alice, "/ws/chat/bob/").closeCode()).isEqualTo(4429);

        sockets.get(0).send("{'message':'still there'}");
        assertThat(sockets.get(19).next().path("message").asText()).isEqualTo("still there");
    }
}
