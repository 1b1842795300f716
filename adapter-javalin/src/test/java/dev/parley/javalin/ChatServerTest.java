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
}
