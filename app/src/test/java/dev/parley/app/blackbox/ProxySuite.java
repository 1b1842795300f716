package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.javalin.PublicUrl;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Behind a proxy that speaks https, at a public address: the cookie, the origin and the links. Attacks S02, S11, W01, H06 and H08.
 */
abstract class ProxySuite extends ServerSuite {

    private static final String PUBLIC = "https://chat.example.org";

    ProxySuite(Database database) {
        super(database);
    }

    @Override
    TestServer.Settings settings() {
        return super.settings().routes(routes -> routes.publicUrl(PublicUrl.of(PUBLIC + "/")));
    }

    private String logIn(Client who) {
        Reply reply = anybody()
                .with("Origin", PUBLIC)
                .post("/api/session", "{'username':'%s','password':'%s'}".formatted(who.name(), TestServer.PASSWORD));
        assertThat(reply.status()).isEqualTo(200);
        return reply.header("Set-Cookie").orElseThrow();
    }

    private Client browser(Client who) {
        return anybody().with("Cookie", logIn(who).replaceFirst(";.*", ""));
    }

    private static String rename(Client from) {
        return from.patch("/api/users/me", "{'display_name':'Renamed'}").said();
    }

    @Test
    void s02_theCookieIsBoundToTheHostAndToHttps() {
        String cookie = logIn(user("alice"));

        assertThat(cookie).matches("__Host-parley_session=ses_[0-9A-Za-z]{38};.*");
        assertThat(List.of(cookie.split("; ")))
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .noneMatch(part -> part.startsWith("Domain"));
    }

    @Test
    void s02_loggingOutTakesThatVeryCookieAway() {
        Client browser = browser(user("alice")).with("Origin", PUBLIC);

        String cookie = browser.delete("/api/session").header("Set-Cookie").orElseThrow();

        assertThat(cookie).startsWith("__Host-parley_session=;").contains("Secure", "Max-Age=0", "Path=/");
        assertThat(browser.get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void theCookieOfPlainHttpIsNotLookedAt() {
        Client browser = browser(user("alice"));
        String secret = browser.headers().get(1).replace("__Host-", "");

        assertThat(browser.get("/api/session").status()).isEqualTo(200);
        assertThat(anybody().with("Cookie", secret).get("/api/session").status())
                .isEqualTo(401);
    }

    @Test
    void s11_onlyThePublicAddressIsOurOrigin() {
        Client browser = browser(user("alice"));

        assertThat(rename(browser.with("Origin", PUBLIC))).isEqualTo("200");
        assertThat(rename(browser.with("Origin", PUBLIC + ":443"))).isEqualTo("200");
        assertThat(rename(browser.with("Origin", "https://CHAT.example.org"))).isEqualTo("200");
        assertThat(rename(browser.with("Sec-Fetch-Site", "same-origin"))).isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://chat.example.org",
                "https://chat.example.org:8443",
                "https://chat.example.org.evil.com",
                "https://evilchat.example.org",
                "https://example.org",
                "https://chat.example.org@evil.com",
                "https://evil.com/chat.example.org",
                "https://chat.example.orgx",
                "wss://chat.example.org",
                "null"
            })
    void s11_everyOtherOriginIsForeign(String origin) {
        assertThat(rename(browser(server().named(server().freeName("alice"))).with("Origin", origin)))
                .isEqualTo("403 csrf_failed");
    }

    @Test
    void s11_theAddressOfTheServerItselfIsForeign() {
        assertThat(rename(browser(user("alice")).with("Origin", server().origin())))
                .isEqualTo("403 csrf_failed");
    }

    @ParameterizedTest
    @EnumSource
    void w01_aSocketIsOpenedFromThePublicAddressOnly(SocketKind kind) {
        Client alice = user("alice");
        Client bob = user("bob");
        Client browser = browser(alice);
        String path = kind.path(bob);

        assertThat(ChatSocket.status(browser.with("Origin", server().origin()), path))
                .isEqualTo(403);
        assertThat(ChatSocket.status(browser.with("Origin", "http://chat.example.org"), path))
                .isEqualTo(403);
        try (ChatSocket socket = kind.open(browser.with("Origin", PUBLIC), bob)) {
            socket.sendRaw(kind.saying(alice, bob, "Hi"));
            SocketKind.awaitText(socket, "Hi");
        }
    }

    @Test
    void h06_linksComeFromThePublicAddressWhateverTheHostIsSaidToBe() {
        Client alice = user("alice");
        IntStream.range(0, 11).forEach(i -> alice.writesTo(alice, "note " + i));

        Reply plain = alice.get("/api/messages/");
        String forged = Wire.exchange(
                server(),
                "GET /api/messages/ HTTP/1.1",
                "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: http\r\n"
                        + "Forwarded: host=evil.example\r\nX-Original-URL: /evil\r\nAuthorization: Bearer "
                        + alice.token() + "\r\nConnection: close\r\n\r\n");

        assertThat(plain.text("next")).isEqualTo(PUBLIC + "/api/messages/?page=2");
        assertThat(forged).startsWith("HTTP/1.1 200 ").contains(PUBLIC + "/api/messages/?page=2");
        assertThat(forged).doesNotContain("evil");
    }

    @Test
    void h06_theDocumentNamesThePublicAddress() {
        assertThat(anybody().get("/api/openapi.json").at("/servers/0/url")).isEqualTo(PUBLIC);
    }

    @Test
    void h08_browsersAreToldToStayWithHttps() {
        for (String path : List.of("/", "/login", "/api/session", "/health", "/api/nothing", "/nothing")) {
            assertThat(anybody().get(path).header("Strict-Transport-Security").orElse(""))
                    .as(path)
                    .startsWith("max-age=");
        }
    }
}
