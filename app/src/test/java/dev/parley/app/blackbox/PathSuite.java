package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and methods in disguise, and what every answer bears: attacks P25–P27, H06–H09, H15 and C15. */
abstract class PathSuite extends ServerSuite {

    PathSuite(Database database) {
        super(database);
    }

    private String ask(String line, Client who) {
        return Wire.ask(server(), line + " HTTP/1.1", "Authorization: Bearer " + who.token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/API/Session",
                "//api//session",
                "/api//session",
                "/./api/session",
                "/api/./session",
                "/api/x/../session",
                "/api/%2e%2e/api/session",
                "/page/%2e%2e/api/session",
                "/page/../api/session",
                "/api/%2fsession",
                "/api%2fsession",
                "/api/%u002e%u002e/session",
                "/api/session;a=b",
                "/api;a=b/session",
                "/api/..;/session",
                "/api/session.json",
                "/api/session%00",
                "/api/session%00.html",
                "/api/session%20",
                "/api/session%0d%0aX-Evil:%20yes",
                "/api\\session",
                "/api/session\\",
                "/api/session%5c",
                "/api/session/..",
                "/api/%c0%ae%c0%ae/session",
                "/api/%ff",
                "/api/%",
                "/api/%zz"
            })
    void p25_anAddressHasOneSpelling(String path) {
        String answer = ask("GET " + path, user("alice"));

        assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*").doesNotContain("X-Evil", "\"expires_at\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/../index.html",
                "/page/x/../../application.properties",
                "/page/x/..%2f..%2fapp.js",
                "/page/x/%2e%2e/%2e%2e/manifest.txt",
                "/page/x/....//app.js",
                "/page/x//etc/passwd",
                "/page/x/C:/windows/win.ini",
                "/page/x/..\\app.js",
                "/page/x/app.js%00.css",
                "/page/x/",
                "/page/x",
                "/page/",
                "/page",
                "/META-INF/MANIFEST.MF",
                "/WEB-INF/web.xml",
                "/dev/parley/javalin/openapi.json",
                "/.git/config",
                "/.env",
                "/favicon.ico/..",
                "/chat/../api",
                "/chat/%2e%2e/",
                "/chat/a%2fb/",
                "/chat/%00/",
                "/conversation/../",
                "/conversation/abc"
            })
    void h09_noAddressLeadsOutOfThePage(String path) {
        assertThat(ask("GET " + path, user("alice"))).matches("(?s)HTTP/1.1 (400|404) .*");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/messages",
        "PATCH, /api/messages",
        "DELETE, /api/messages",
        "OPTIONS, /api/messages",
        "TRACE, /api/messages",
        "TRACE, /",
        "TRACE, /api/session",
        "PUT, /api/users/me",
        "POST, /api/messages/1",
        "PROPFIND, /api/messages",
        "GETT, /api/messages",
        "get, /api/session"
    })
    void p26_onlyTheMethodsOfARouteAreTaken(String method, String path) {
        String answer = ask(method + " " + path, user("alice"));

        assertThat(answer).matches("(?s)HTTP/1.1 (400|404|405|501) .*").doesNotContain("Authorization: Bearer");
    }

    @Test
    void p26_headAsksForTheSamePermissionAsGet() {
        Client alice = user("alice");
        long id = alice.writesTo(user("bob"), "x");
        String path = "/api/messages/" + id;

        assertThat(head(alice, path)).isEqualTo(200);
        assertThat(head(user("mallory"), path)).isEqualTo(404);
        assertThat(head(anybody(), path)).isEqualTo(401);
    }

    private static int head(Client who, String path) {
        Reply reply = who.send("HEAD", path, BodyPublishers.noBody());
        assertThat(reply.body()).isEmpty();
        return reply.status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/session",
                "/api/messages/",
                "/api/conversations",
                "/api/users/me",
                "/api/tokens",
                "/api/nothing",
                "/api/messages/1",
                "/health",
                "/nothing"
            })
    void p27_h08_whatConcernsSomebodyIsKeptByNobodyAndProtected(String path) {
        for (Client who : new Client[] {user("alice"), anybody()}) {
            Reply reply = who.get(path);

            assertThat(reply.header("Cache-Control")).hasValue("no-store, private");
            assertThat(reply.header("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'");
            assertProtected(reply);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login/", "/register/", "/chat/alice/", "/conversation/7"})
    void h08_thePageRunsNothingButItsOwnScripts(String path) {
        Reply reply = anybody().get(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline", "unsafe-eval", "*");
        assertProtected(reply);
    }

    private static void assertProtected(Reply reply) {
        assertThat(reply.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(reply.header("Referrer-Policy")).isPresent();
        assertThat(reply.header("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(reply.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(reply.header("Server")).isEmpty();
        assertThat(reply.header("X-Powered-By")).isEmpty();
        assertThat(reply.header("Strict-Transport-Security"))
                .as("over plain http")
                .isEmpty();
    }

    @Test
    void h08_evenWhatIsNoRequestIsAnsweredWithAProblem() {
        String answer = Wire.exchange(server(), "GET / HTTP/1.1", "Host: a b\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "nosniff")
                .doesNotContain("Server:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: evil.example:80\r\nX-Forwarded-Host: evil.example"})
    void h06_linksNeverComeFromTheHostThatWasAsked(String headers) {
        Client alice = user("alice");
        for (int i = 0; i < 11; i++) {
            alice.writesTo(alice, "note " + i);
        }

        String rest = headers + "\r\nAuthorization: Bearer " + alice.token() + "\r\nConnection: close\r\n\r\n";
        String list = Wire.exchange(server(), "GET /api/messages/ HTTP/1.1", rest);
        String absolute = Wire.exchange(server(), "GET http://evil.example/api/messages/ HTTP/1.1", rest);

        assertThat(list).contains("\"next\":\"/api/messages/?page=2\"").doesNotContain("evil");
        assertThat(absolute).matches("(?s)HTTP/1.1 (200|400|421) .*").doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?next=//evil.example",
                "/login/?next=https://evil.example",
                "/login?next=/%5cevil.example",
                "/login?next=%0d%0aSet-Cookie:%20a=b",
                "//evil.example/",
                "//evil.example/..",
                "/%5cevil.example",
                "/login//evil.example"
            })
    void h07_nothingLeadsElsewhere(String path) {
        String answer = ask("GET " + path, user("alice"));

        assertThat(answer.substring(0, answer.indexOf("\r\n\r\n")))
                .doesNotContain("Location:", "evil", "Set-Cookie")
                .doesNotStartWith("HTTP/1.1 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/actuator/heapdump", "/heapdump", "/threaddump", "/trace", "/env", "/jolokia"})
    void h15_theInsideIsNotShown(String path) {
        assertThat(anybody().get(path).said()).isEqualTo("404 not_found");
    }

    @Test
    void h15_healthSaysUpAndNoMore() {
        assertThat(anybody().get("/health/live").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(anybody().get("/health/ready").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(anybody().get("/health").body()).isEqualTo("{\"status\":\"up\",\"needs\":{\"store\":\"up\"}}");
    }

    @Test
    void c15_aThousandRangesAreNotServed() {
        Reply reply =
                anybody().with("Range", "bytes=" + "0-,".repeat(1_000) + "0-").get("/");
        Reply negative = anybody().with("Range", "bytes=-99999999999999999999").get("/");

        assertThat(reply.status()).isIn(200, 400, 416);
        assertThat(reply.body().length()).isLessThan(20_000);
        assertThat(negative.status()).isIn(200, 400, 416);
    }
}
