package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Limits;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other sites make a browser send, and what proxies and clients claim to be. */
class CrossSiteTest {

    private static final String PUBLIC = "https://chat.example.org";

    private final TestServer server = TestServer.start();

    @BeforeEach
    void register() {
        server.user("alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String rename(Visitor browser) {
        return browser.patch("/api/users/me", "{'display_name':'New'}").said();
    }

    @Test
    void s07_theCookieWorksOnlyFromOurOwnOrigin() {
        Visitor browser = server.browser("alice");

        assertThat(rename(browser.with("Origin", server.origin()))).isEqualTo("200");
        assertThat(rename(browser.with("Origin", "HTTP://127.0.0.1:" + server.port())))
                .isEqualTo("200");
        assertThat(rename(browser.with("Origin", "https://evil.example"))).isEqualTo("403 csrf_failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://127.0.0.1.evil.example",
                "http://evil.example#@127.0.0.1",
                "http://user@127.0.0.1",
                "ftp://127.0.0.1",
                "127.0.0.1",
                "http://",
                "%zz"
            })
    void s11_originsThatOnlyLookLikeOursAreForeign(String origin) {
        assertThat(rename(server.browser("alice").with("Origin", origin))).isEqualTo("403 csrf_failed");
    }

    @Test
    void s08_withoutAnOriginTheBrowserHasToSayThatItIsTheSame() {
        Visitor browser = server.browser("alice");

        assertThat(rename(browser)).isEqualTo("403 csrf_failed");
        assertThat(rename(browser.with("Sec-Fetch-Site", "cross-site"))).isEqualTo("403 csrf_failed");
        assertThat(rename(browser.with("Sec-Fetch-Site", "same-site"))).isEqualTo("403 csrf_failed");
        assertThat(rename(browser.with("Sec-Fetch-Site", "none"))).isEqualTo("403 csrf_failed");
        assertThat(rename(browser.with("Sec-Fetch-Site", "same-origin"))).isEqualTo("200");
        assertThat(browser.get("/api/users/me").status()).isEqualTo(200);
    }

    @Test
    void aRefusalSaysWhatWasExpected() {
        Reply refused = server.browser("alice").patch("/api/users/me", "{}");

        assertThat(refused.text("detail")).contains("Origin", "Sec-Fetch-Site: same-origin");
    }

    @Test
    void anotherSiteCannotLogABrowserInNorRegisterIt() {
        Visitor lured = server.anybody().with("Origin", "https://evil.example");

        assertThat(lured.post("/api/session", "{'username':'alice','password':'three small words'}")
                        .said())
                .isEqualTo("403 csrf_failed");
        assertThat(lured.post("/api/users", "{'username':'bob','password':'three small words'}")
                        .said())
                .isEqualTo("403 csrf_failed");
    }

    @Test
    void aTokenNeedsNoOrigin() {
        assertThat(rename(server.user("bob").with("Origin", "https://elsewhere.example")))
                .isEqualTo("200");
    }

    @Test
    void s11_withAPublicAddressOnlyThatIsTheOrigin() {
        try (TestServer https =
                TestServer.start(chat -> chat, routes -> routes.publicUrl(PublicUrl.of(PUBLIC + "/")))) {
            https.user("alice");
            Visitor browser = https.browser("alice");

            assertThat(rename(browser.with("Origin", PUBLIC))).isEqualTo("200");
            assertThat(rename(browser.with("Origin", "https://CHAT.example.org:443")))
                    .isEqualTo("200");
            assertThat(rename(browser.with("Origin", "http://chat.example.org")))
                    .isEqualTo("403 csrf_failed");
            assertThat(rename(browser.with("Origin", "https://chat.example.org:8443")))
                    .isEqualTo("403 csrf_failed");
            assertThat(rename(browser.with("Origin", "https://chat.example.org.evil.com")))
                    .isEqualTo("403 csrf_failed");
            assertThat(rename(browser.with("Origin", https.origin()))).isEqualTo("403 csrf_failed");
        }
    }

    @Test
    void s12_aPreflightGetsNoLeave() {
        Reply preflight = server.anybody()
                .with("Origin", "https://evil.example")
                .with("Access-Control-Request-Method", "POST")
                .send("OPTIONS", "/api/session", BodyPublishers.noBody());

        assertThat(preflight.status()).isEqualTo(405);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(preflight.header("Vary").orElse("")).contains("Origin");
    }

    @Test
    void s10_aMethodInAHeaderHasNoEffect() {
        Visitor carol = server.user("carol");
        Visitor alice = carol.with("X-HTTP-Method-Override", "DELETE");

        assertThat(alice.get("/api/session").said()).isEqualTo("405 method_not_allowed");
        assertThat(carol.get("/api/session?_method=DELETE").status()).isEqualTo(200);
    }

    @Test
    void h05_aClientCannotInventItsAddressBehindATrustedProxy() {
        try (TestServer strict = TestServer.start(chat -> chat.limits(Limits.defaults()), routes -> {})) {
            for (int i = 0; i < 10; i++) {
                wrongPassword(strict, "192.0.2." + i + ", junk, 198.51.100.7");
            }

            assertThat(wrongPassword(strict, "203.0.113.5, 198.51.100.7")).isEqualTo("429 rate_limited");
            assertThat(wrongPassword(strict, "198.51.100.7:4711")).isEqualTo("429 rate_limited");
            assertThat(wrongPassword(strict, "198.51.100.7, 127.0.0.1")).isEqualTo("429 rate_limited");
            assertThat(wrongPassword(strict, "198.51.100.8")).isEqualTo("401 wrong_credentials");
        }
    }

    @Test
    void h05_withoutTrustTheHeaderIsWorthNothing() {
        try (TestServer strict = TestServer.start(
                chat -> chat.limits(Limits.defaults()),
                routes -> routes.trustedProxies(TrustedProxies.of(List.of("10.0.0.0/8", "fd00::/8"))))) {
            for (int i = 0; i < 10; i++) {
                wrongPassword(strict, "192.0.2." + i);
            }

            assertThat(wrongPassword(strict, "203.0.113.5")).isEqualTo("429 rate_limited");
        }
    }

    private static String wrongPassword(TestServer server, String forwardedFor) {
        return server.anybody()
                .with("X-Forwarded-For", forwardedFor)
                .post("/api/auth/login", "{'username':'alice','password':'four small words'}")
                .said();
    }

    @Test
    void h06_linksNeverComeFromTheHostHeader() {
        Visitor alice = server.user("dave");
        server.user("erin");
        alice.post("/api/messages", "{'receiver':'erin','content':'one'}");
        alice.post("/api/messages", "{'receiver':'erin','content':'two'}");

        Reply page = alice.with("X-Forwarded-Host", "evil.example").get("/api/messages/?page_size=1");

        assertThat(page.text("next")).isEqualTo("/api/messages/?page_size=1&page=2");
    }

    @Test
    void linksComeFromThePublicAddress() {
        try (TestServer https = TestServer.start(chat -> chat, routes -> routes.publicUrl(PublicUrl.of(PUBLIC)))) {
            Visitor alice = https.user("alice");
            alice.post("/api/messages", "{'receiver':'alice','content':'one'}");
            alice.post("/api/messages", "{'receiver':'alice','content':'two'}");

            Reply page = alice.get("/api/messages?page_size=1&user=alice");

            assertThat(page.text("next")).isEqualTo(PUBLIC + "/api/messages/?user=alice&page_size=1&page=2");
        }
    }
}
