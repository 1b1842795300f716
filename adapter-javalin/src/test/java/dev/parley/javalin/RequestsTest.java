package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are not what they should be: bodies, media types, methods, paths. */
class RequestsTest {

    private final TestServer server = TestServer.start();
    private final Visitor alice = server.user("alice");

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "null",
                "[]",
                "7",
                "'text'",
                "{'content':'a','content':'b'}",
                "{'receiver':'alice','content':'a'} trailing",
                "{'receiver':'alice','content':'a'}{}",
                "{'content':NaN}",
                "{content:'a'}",
                "{'content':'\t'}",
                "{/*x*/'content':'a'}",
                "\uFEFF{'receiver':'alice','content':'a'}"
            })
    void h01_whatIsNotOneJsonObjectIsRefused(String body) {
        assertThat(alice.post("/api/messages", body).said()).isEqualTo("400 malformed_json");
    }

    @Test
    void h01_depthNumbersAndStringsAreBounded() {
        assertThat(alice.post("/api/messages", "{'a':" + "[".repeat(40) + "]".repeat(40) + "}")
                        .said())
                .isEqualTo("400 malformed_json");
        assertThat(alice.post("/api/messages", "{'a':" + "[".repeat(100_000) + "}")
                        .said())
                .isEqualTo("400 malformed_json");
        assertThat(alice.post("/api/messages", "{'a':" + "9".repeat(65) + "}").said())
                .isEqualTo("400 malformed_json");
        assertThat(alice.post("/api/messages", "{'" + "k".repeat(1000) + "':1}").said())
                .isEqualTo("400 malformed_json");
        assertThat(alice.post("/api/messages", "{'content':'" + "x".repeat(70_000) + "'}")
                        .said())
                .isEqualTo("400 malformed_json");
        assertThat(alice.post("/api/messages", "{'receiver':1e999999999,'content':'a'}")
                        .errors())
                .containsExactly("receiver:wrong_type");
    }

    /** Nothing is left unread on the line, so that no reset can overtake the answer: a host's own server does not linger. */
    @Test
    void h01_aBodyOverTheBoundIsTooLarge() throws IOException {
        String head = "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        int tooLong = Body.MAX_BYTES + 1;
        String announced = new Raw(server.port()).send(head + "Content-Length: " + tooLong + "\r\n\r\n");
        String unannounced = new Raw(server.port())
                .send(head + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(tooLong) + "\r\n"
                        + " ".repeat(tooLong));

        assertThat(List.of(announced, unannounced))
                .allSatisfy(
                        answer -> assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"too_large\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "application/x-java-serialized-object",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/jsonp",
                "nonsense"
            })
    void s09_onlyJsonIsRead(String type) {
        Reply reply = alice.with("Content-Type", type)
                .send("POST", "/api/messages", BodyPublishers.ofString("{\"receiver\":\"alice\",\"content\":\"a\"}"));

        assertThat(reply.said()).isEqualTo("415 unsupported_media_type");
    }

    @Test
    void c12_aCompressedBodyIsNotRead() {
        Reply reply = alice.with("Content-Encoding", "gzip").post("/api/messages", "{}");

        assertThat(reply.said()).isEqualTo("415 unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf-8",
                "Application/JSON; Charset=\"UTF-8\"",
                "application/json; charset=utf-8;"
            })
    void theUsualSpellingsOfJsonAreRead(String type) {
        Reply reply = alice.with("Content-Type", type)
                .send("POST", "/api/messages", BodyPublishers.ofString("{\"receiver\":\"alice\",\"content\":\"a\"}"));

        assertThat(reply.status()).isEqualTo(201);
    }

    @Test
    void h14_whatIsNotUtf8IsRefused() {
        byte[] latin = "{\"receiver\":\"alice\",\"content\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = "{\"receiver\":\"alice\",\"content\":\"a\"}".getBytes(StandardCharsets.UTF_16LE);

        for (byte[] body : List.of(latin, wide)) {
            Reply reply = alice.with("Content-Type", "application/json")
                    .send("POST", "/api/messages", BodyPublishers.ofByteArray(body));
            assertThat(reply.said()).isEqualTo("400 malformed_json");
        }
    }

    @Test
    void h14_aGetWithABodyIsAGet() {
        assertThat(alice.send("GET", "/api/messages/", "{'page':7}").status()).isEqualTo(200);
    }

    @Test
    void anUnacceptableAcceptGetsJsonAllTheSame() {
        assertThat(alice.with("Accept", "text/html").get("/api/session").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "QUERY"})
    void p26_aMethodThatAPathDoesNotTakeIsRefused(String method) throws Exception {
        Raw raw = new Raw(server.port());

        String answer = raw.ask(method + " /api/messages HTTP/1.1");

        assertThat(answer).startsWith("HTTP/1.1 405").contains("Allow:", "\"code\":\"method_not_allowed\"");
    }

    @Test
    void p26_headIsLikeGet() {
        Reply head = alice.send("HEAD", "/api/users/me", BodyPublishers.noBody());

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type").orElse("")).startsWith("application/json");
        assertThat(server.anybody()
                        .send("HEAD", "/api/users/me", BodyPublishers.noBody())
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/nothing",
                "/api/messages/1/2/3",
                "/api//session",
                "//api/session",
                "/api/./session",
                "/api/x/../session",
                "/api/%2e%2e/session",
                "/api/%2E%2E%2Fsession",
                "/api/session.json",
                "/api/session;a=b",
                "/api/session/..;/users",
                "/api/session%00",
                "/api/session%2f",
                "/api\\session",
                "/api/users/%u002e%u002e",
                "/api/users/%zz",
                "/api/users/%c0%ae",
                "/api/users/%ff",
                "/ws/chat/%u0041/",
                "/chat/%u0041/"
            })
    void p25_otherSpellingsOfAPathLeadNowhere(String path) throws Exception {
        String answer = new Raw(server.port()).ask("GET " + path + " HTTP/1.1");

        assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*").doesNotContain("Exception", "at io.", "at org.");
    }

    @Test
    void p14_aQueryThatCannotBeDecodedIsRefused() throws Exception {
        String secret = server.token("bob");

        String answer =
                new Raw(server.port()).ask("GET /api/messages/?user=% HTTP/1.1", "Authorization: Bearer " + secret);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"field\":\"query\"");
    }

    @Test
    void h08_everyAnswerCarriesTheHeadersThatProtectBrowsers() {
        for (Reply reply : List.of(
                alice.get("/api/session"),
                server.anybody().get("/api/session"),
                alice.get("/api/nothing"),
                server.anybody().get("/health"))) {
            assertThat(reply.header("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'");
            assertThat(reply.header("Referrer-Policy")).hasValue("same-origin");
            assertThat(reply.header("Cross-Origin-Opener-Policy")).hasValue("same-origin");
            assertThat(reply.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
            assertThat(reply.header("Strict-Transport-Security")).isEmpty();
            assertThat(reply.header("Server")).isEmpty();
        }
    }

    @Test
    void p27_noAnswerIsKeptByCaches() {
        assertThat(alice.get("/api/conversations").header("Cache-Control")).hasValue("no-store, private");
    }

    @Test
    void everyAnswerHasAnId() {
        assertThat(alice.get("/api/session").header("X-Request-Id").orElse("")).matches("[0-9a-f]{16}");
        assertThat(alice.with("X-Request-Id", "from-the-proxy")
                        .get("/api/session")
                        .header("X-Request-Id"))
                .hasValue("from-the-proxy");
        assertThat(alice.with("X-Request-Id", "a b<script>")
                        .get("/api/session")
                        .header("X-Request-Id")
                        .orElse(""))
                .matches("[0-9a-f]{16}");
    }

    @Test
    void s21_muchTooManyHeadersAreRefused() throws Exception {
        String cookie = new Raw(server.port()).ask("GET /api/session HTTP/1.1", "Cookie: a=" + "x".repeat(16_384));
        String many = new Raw(server.port()).ask("GET /api/session HTTP/1.1", "X-A: b\r\n".repeat(2_000) + "X-B: c");

        assertThat(cookie).startsWith("HTTP/1.1 431");
        assertThat(many).startsWith("HTTP/1.1 431");
    }
}
