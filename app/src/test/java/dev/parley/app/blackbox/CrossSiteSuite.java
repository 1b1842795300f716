package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other sites make a browser send: attacks S07–S12 and W01. Behind an https address: {@link ProxySuite}. */
abstract class CrossSiteSuite extends ServerSuite {

    private Client browser = new Client(java.net.URI.create("http://127.0.0.1"), List.of(), "", 0, "");
    private String bob = "";

    CrossSiteSuite(Database database) {
        super(database);
    }

    @BeforeAll
    void logIn() {
        browser = server().browser(user("alice"));
        bob = user("bob").name();
    }

    private static String rename(Client from) {
        return from.patch("/api/users/me", "{'display_name':'Renamed'}").said();
    }

    /** What both sockets answer, which is the same. */
    private int handshake(Client from) {
        int status = ChatSocket.status(from, "/ws");
        assertThat(ChatSocket.status(from, "/ws/chat/" + bob + "/")).isEqualTo(status);
        return status;
    }

    @Test
    void s07_theCookieChangesSomethingOnlyFromOurOwnPage() {
        assertThat(rename(browser.with("Origin", server().origin()))).isEqualTo("200");
        assertThat(rename(browser.with("Origin", "https://evil.example"))).isEqualTo("403 csrf_failed");
        assertThat(browser.with("Origin", "https://evil.example")
                        .delete("/api/session")
                        .said())
                .isEqualTo("403 csrf_failed");
        assertThat(browser.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void s07_theRefusalSaysWhatItExpected() {
        Reply reply = browser.with("Origin", "https://evil.example").patch("/api/users/me", "{}");

        assertThat(reply.text("detail")).contains("Origin", "Sec-Fetch-Site").doesNotContain("evil");
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site, 403 csrf_failed",
        "same-site, 403 csrf_failed",
        "none, 403 csrf_failed",
        "Same-Origin, 403 csrf_failed",
        "'', 403 csrf_failed",
        "same-origin, 200"
    })
    void s08_withoutAnOriginTheBrowserHasToVouchForItself(String site, String expected) {
        assertThat(rename(browser.with("Sec-Fetch-Site", site))).isEqualTo(expected);
    }

    @Test
    void s08_whatComesWithTheCookieAloneChangesNothing() {
        assertThat(rename(browser)).isEqualTo("403 csrf_failed");
        assertThat(rename(browser.with("Origin", "https://evil.example").with("Sec-Fetch-Site", "same-origin")))
                .isEqualTo("403 csrf_failed");
        assertThat(rename(browser.with("Referer", server().origin() + "/"))).isEqualTo("403 csrf_failed");
    }

    @Test
    void s08_aTokenNeedsNoOrigin() {
        assertThat(rename(user("carol"))).isEqualTo("200");
        assertThat(rename(user("carol").with("Origin", "https://elsewhere.example")))
                .isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/session", "/api/users", "/api/auth/login", "/api/auth/register"})
    void s07_anotherSiteLogsNobodyIn(String path) {
        String body = "{'username':'" + bob + "','password':'three small words'}";

        assertThat(anybody()
                        .with("Origin", "https://evil.example")
                        .post(path, body)
                        .said())
                .isEqualTo("403 csrf_failed");
        assertThat(anybody()
                        .with("Sec-Fetch-Site", "cross-site")
                        .post(path, body)
                        .said())
                .isEqualTo("403 csrf_failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain;application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "text/json",
                "application/json; charset=utf-16",
                "application/x-java-serialized-object",
                "application/yaml"
            })
    void s09_h18_onlyJsonIsRead(String type) {
        for (String path : List.of("/api/session", "/api/users", "/api/auth/login", "/api/auth/register")) {
            Reply reply = anybody()
                    .with("Content-Type", type)
                    .send("POST", path, BodyPublishers.ofString("{\"username\":\"a\",\"password\":\"b\"}"));

            assertThat(reply.said()).isEqualTo("415 unsupported_media_type");
        }
        assertThat(anybody()
                        .send("POST", "/api/session", BodyPublishers.ofString("{}"))
                        .said())
                .isEqualTo("415 unsupported_media_type");
    }

    @ParameterizedTest
    @CsvSource({
        "/logout, 404",
        "/api/logout, 404",
        "/api/session?_method=DELETE, 200",
        "/api/session/delete, 404",
        "/api/auth/login?username=a&password=b, 405",
        "/api/messages/1/delete_message/, 405",
        "/api/messages/1/update_message/?content=x, 405",
        "/api/users/me/password, 405"
    })
    void s10_aGetChangesNothing(String path, int status) {
        assertThat(browser.get(path).status()).isEqualTo(status);
        assertThat(browser.get("/api/session").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void s10_aHeaderIsNoMethod(String header) {
        Client own = browser.with("Origin", server().origin());

        Reply overridden = own.with(header, "DELETE").get("/api/session");
        Reply posted = own.with(header, "DELETE").post("/api/session?_method=DELETE", "{}");

        assertThat(overridden.status()).isIn(200, 400, 405);
        assertThat(posted.status()).isIn(400, 405);
        assertThat(browser.get("/api/session").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://localhost",
                "http://127.0.0.1.evil.example",
                "http://evil127.0.0.1",
                "http://evil.example#@127.0.0.1",
                "http://x@127.0.0.1",
                "ftp://127.0.0.1",
                "127.0.0.1",
                "file://",
                "http://",
                "://",
                "%zz",
                "*"
            })
    void s11_w01_whatOnlyLooksLikeOurOriginIsForeign(String origin) {
        assertThat(rename(browser.with("Origin", origin))).isEqualTo("403 csrf_failed");
        assertThat(rename(browser.with("Origin", origin + "," + server().origin())))
                .isEqualTo("403 csrf_failed");
        assertThat(handshake(browser.with("Origin", origin))).isEqualTo(403);
    }

    @Test
    void s11_ourOriginIsComparedWithoutRegardToCase() {
        assertThat(rename(browser.with("Origin", server().origin().replace("http", "HTTP"))))
                .isEqualTo("200");
    }

    @Test
    void w01_aSocketWithTheCookieIsOpenedOnlyByOurOwnPage() {
        assertThat(handshake(browser)).isEqualTo(403);
        assertThat(handshake(browser.with("Origin", "https://evil.example"))).isEqualTo(403);
        assertThat(handshake(browser.with("Sec-Fetch-Site", "cross-site"))).isEqualTo(403);
        assertThat(handshake(browser.with("Origin", server().origin()))).isEqualTo(101);
    }

    @Test
    void w01_aSocketWithATokenNeedsNoOrigin() {
        assertThat(handshake(user("carol"))).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/session", "/api/messages/", "/api/auth/login", "/health", "/", "/api/nothing"})
    void s12_noOtherSiteMayReadAnything(String path) {
        String preflight = Wire.ask(
                server(),
                "OPTIONS " + path + " HTTP/1.1",
                "Origin: https://evil.example",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: content-type");
        Reply simple = browser.with("Origin", "https://evil.example").get(path);

        assertThat(preflight).doesNotContainIgnoringCase("access-control-allow");
        assertThat(simple.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        if (path.startsWith("/api")) {
            assertThat(simple.header("Vary").orElse("")).contains("Origin");
        }
    }
}
