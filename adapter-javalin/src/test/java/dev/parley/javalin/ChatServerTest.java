package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.Chat;
import dev.parley.core.model.Registration;
import java.net.BindException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that serves a chat and nothing else. */
class ChatServerTest {

    private static final String JSON = "Content-Type: application/json";
    private static final String CLOSE = "Connection: close";

    private final Chat chat = Chat.inMemory();
    private final ChatServer server = start();

    private ChatServer start() {
        try {
            return ChatServer.start(ChatRoutes.of(chat), "127.0.0.1", 0);
        } catch (BindException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        server.close();
        chat.close();
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() {
        assertThatThrownBy(() -> ChatServer.start(ChatRoutes.of(chat), "127.0.0.1", server.port()))
                .isInstanceOf(BindException.class)
                .hasMessage("Cannot listen on 127.0.0.1:" + server.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/h2-console", "/admin", "/%zz", "/a%00b", "/page/x/../../y", "/page/nothing"})
    void h08_whatIsNotThereIsAProblemWithAllHeaders(String path) throws Exception {
        String answer = new Raw(server.port()).ask("GET " + path + " HTTP/1.1");

        assertThat(answer)
                .matches("(?s)HTTP/1.1 (400|404) .*")
                .contains("application/problem+json", "X-Content-Type-Options: nosniff", "Content-Security-Policy:")
                .doesNotContain("Server:", "<html", "jetty", "Jetty", "javalin");
    }

    @Test
    void h10_aBrokenHeadIsAProblem() throws Exception {
        Raw raw = new Raw(server.port());

        assertThat(raw.send("GARBAGE\r\n\r\n")).startsWith("HTTP/1.1 400").contains("\"code\":\"bad_request\"");
        assertThat(raw.send("GET /health HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw.ask("GET /health HTTP/1.1", "X: " + "y".repeat(20_000)))
                .startsWith("HTTP/1.1 431")
                .contains("application/problem+json");
        assertThat(raw.ask("POST /api/session HTTP/1.1", "Content-Length: 2", "Transfer-Encoding: chunked"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void w07_framesAreNotCompressed() throws Exception {
        String secret = chat.sessions()
                .start(chat.accounts().register(Registration.of("alice", TestServer.PASSWORD), "test"))
                .secret();

        String answer = new Raw(server.port())
                .head(
                        "GET /ws/chat/alice/ HTTP/1.1",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Extensions: permessage-deflate",
                        "Authorization: Bearer " + secret);

        assertThat(answer).startsWith("HTTP/1.1 101").doesNotContain("deflate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/session 413", "/api/messages 401", "/api/nothing 404", "/nothing 404"})
    void h01_aBodyThatIsAnnouncedAsTooLongIsRefusedBeforeItComesAndStillTaken(String pathAndStatus) throws Exception {
        String[] row = pathAndStatus.split(" ");
        byte[] body = new byte[8 << 20];

        String answer = new Raw(server.port())
                .answeredBefore(body, "POST " + row[0] + " HTTP/1.1", JSON, CLOSE, "Content-Length: " + body.length);

        assertThat(answer).startsWith("HTTP/1.1 " + row[1] + " ").contains("application/problem+json");
    }

    @Test
    void h01_aBodyThatTurnsOutTooLongIsRefusedAndTheRestTaken() throws Exception {
        String piece = "10000\r\n" + " ".repeat(0x10000) + "\r\n";

        String answer = new Raw(server.port())
                .send("POST /api/session HTTP/1.1\r\nHost: localhost\r\n" + JSON + "\r\n" + CLOSE
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n" + piece.repeat(128) + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"too_large\"");
    }

    @Test
    void h10_whoWaitsToBeAskedForATooLongBodyIsNotWaitedFor() throws Exception {
        String answer = new Raw(server.port())
                .send("POST /api/session HTTP/1.1\r\nHost: localhost\r\n" + JSON
                        + "\r\nContent-Length: 8000000\r\nExpect: 100-continue\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ").doesNotContain("100 Continue");
    }

    @Test
    void aBodyInPiecesKeepsTheConnection() throws Exception {
        String request =
                "POST /api/session HTTP/1.1\r\nHost: localhost\r\n" + JSON + "\r\nTransfer-Encoding: chunked\r\n";

        String answers = new Raw(server.port())
                .send(request + "\r\n1\r\n{\r\n0\r\n\r\n" + request + CLOSE + "\r\n\r\n1\r\n{\r\n0\r\n\r\n");

        assertThat(answers.split("HTTP/1.1 400", -1)).hasSize(3);
    }
}
