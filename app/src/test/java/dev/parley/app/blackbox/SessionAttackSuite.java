package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks on sessions and tokens: S01–S03, S05, S06, S13–S22, W16.
 *
 * <table>
 * <caption>Rows of S that are elsewhere or wait</caption>
 * <tr><td>S02 (https)</td><td>{@link ProxySuite}</td></tr>
 * <tr><td>S04, S16 (expiry)</td><td>{@link ExpirySuite}</td></tr>
 * <tr><td>S07–S12</td><td>{@link CrossSiteSuite}</td></tr>
 * <tr><td>S15, W19</td><td>wait for tokens that may do less than their owner</td></tr>
 * <tr><td>S22 (bots)</td><td>waits for bots; API tokens are held to it here</td></tr>
 * </table>
 */
abstract class SessionAttackSuite extends ServerSuite {

    SessionAttackSuite(Database database) {
        super(database);
    }

    private Reply logIn(Client from, Client who) {
        return from.post(
                "/api/session", "{'username':'%s','password':'%s'}".formatted(who.name(), TestServer.PASSWORD));
    }

    private Client own(Client browser) {
        return browser.with("Origin", server().origin());
    }

    // --- cookies

    @Test
    void s01_aCookieThatSomebodyPlantedIsReplaced() {
        Client alice = user("alice");
        Client mallory = server().browser(user("mallory"));

        Reply planted = logIn(own(anybody().with("Cookie", "parley_session=attacker")), alice);
        Reply stolen = logIn(own(mallory), alice);

        assertThat(planted.cookie()).matches("parley_session=ses_[0-9A-Za-z]{38}");
        assertThat(stolen.cookie()).isNotEqualTo(planted.cookie());
        assertThat(mallory.headers()).doesNotContain(stolen.cookie());
        assertThat(mallory.get("/api/session").said()).isEqualTo("401 unauthenticated");
    }

    @Test
    void s02_theCookieIsOutOfReachOfScriptsAndOtherSites() {
        String cookie = logIn(anybody(), user("alice")).header("Set-Cookie").orElseThrow();

        assertThat(List.of(cookie.split("; ")))
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure")
                .noneMatch(part -> part.startsWith("Domain"));
    }

    @Test
    void s03_aCookieIsWorthNothingAfterLoggingOut() {
        Client browser = own(server().browser(user("alice")));

        try (ChatSocket socket = ChatSocket.open(browser, user("bob"));
                ChatSocket all = SocketKind.EVERYTHING.open(browser, user("bob"))) {
            Reply out = browser.delete("/api/session");

            assertThat(out.status()).isEqualTo(204);
            assertThat(out.header("Set-Cookie").orElseThrow())
                    .startsWith("parley_session=;")
                    .contains("Max-Age=0");
            assertThat(socket.closeCode()).isEqualTo(4401);
            assertThat(all.closeCode()).isEqualTo(4401);
        }
        assertThat(browser.get("/api/session").said()).isEqualTo("401 unauthenticated");
        assertThat(browser.get("/api/messages/").said()).isEqualTo("401 unauthenticated");
        assertThat(ChatSocket.status(browser, "/ws/chat/" + user("carol").name() + "/"))
                .isEqualTo(401);
    }

    @Test
    void w16_allSocketsOfASessionEndWithItAndNoOthers() {
        Client alice = user("alice");
        Client elsewhere = server().again(alice);
        Client bob = user("bob");

        try (ChatSocket one = ChatSocket.open(alice, bob);
                ChatSocket two = SocketKind.EVERYTHING.open(alice, bob);
                ChatSocket three = SocketKind.EVERYTHING.open(alice, bob);
                ChatSocket other = SocketKind.EVERYTHING.open(elsewhere, bob)) {
            alice.delete("/api/session");

            assertThat(one.closeCode()).isEqualTo(4401);
            assertThat(two.closeCode()).isEqualTo(4401);
            assertThat(three.closeCode()).isEqualTo(4401);
            other.sendRaw(SocketKind.EVERYTHING.saying(elsewhere, bob, "here"));
            SocketKind.awaitText(other, "here");
        }
    }

    @Test
    void s05_whoIsDisabledHasNoSessionNoTokenAndNoSocketLeft() {
        Client alice = user("alice");
        Client script = anybody().bearer(alice.newToken());
        Client bob = user("bob");

        try (ChatSocket older = ChatSocket.open(alice, bob);
                ChatSocket all = SocketKind.EVERYTHING.open(alice, bob);
                ChatSocket byToken = SocketKind.EVERYTHING.open(script, bob)) {
            server().chat().administration().disable(alice.actor().account());

            assertThat(older.closeCode()).isEqualTo(4401);
            assertThat(all.closeCode()).isEqualTo(4401);
            assertThat(byToken.closeCode()).isEqualTo(4401);
        }
        assertThat(alice.get("/api/session").said()).isEqualTo("401 unauthenticated");
        assertThat(script.get("/api/messages/").said()).isEqualTo("401 unauthenticated");
        assertThat(ChatSocket.status(script, "/ws")).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/session?session=%s",
                "/api/session?parley_session=%s",
                "/api/session?token=%s",
                "/api/session;jsessionid=%s",
                "/api/session;parley_session=%s",
                "/api/session?access_token=%s",
                "/api/session?authorization=Bearer%%20%s"
            })
    void s06_s13_aSecretInTheAddressIsIgnored(String path) {
        Client alice = user("alice");

        assertThat(anybody().get(path.formatted(alice.token())).status()).isIn(400, 401, 404);
        assertThat(anybody().get(path.formatted(alice.newToken())).status()).isIn(400, 401, 404);
    }

    @Test
    void s21_twoCookiesOfOneNameAreRefused() {
        Client browser = server().browser(user("alice"));
        String cookie = browser.headers().get(1);

        assertThat(anybody()
                        .with("Cookie", cookie + "; parley_session=x")
                        .get("/api/session")
                        .said())
                .isEqualTo("400 invalid");
        assertThat(anybody()
                        .with("Cookie", "a=b; " + cookie + "; c=d")
                        .get("/api/session")
                        .status())
                .isEqualTo(200);
        assertThat(anybody()
                        .with("Cookie", "x=" + "y".repeat(16_384))
                        .get("/api/session")
                        .status())
                .isIn(400, 431);
    }

    @Test
    void s21_muchTooManyHeadersAreRefused() {
        String few = Wire.ask(server(), "GET /health HTTP/1.1", "X-A: b\r\n".repeat(200) + "X-B: c");
        String many = Wire.ask(server(), "GET /health HTTP/1.1", "X-A: b\r\n".repeat(2_000) + "X-B: c");

        assertThat(few).startsWith("HTTP/1.1 200 ");
        assertThat(many).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void theHeaderCountsAndNotTheCookie() {
        Client alice = user("alice");
        Client both = server().browser(alice).bearer(user("bob").token());

        assertThat(both.get("/api/users/me").text("username")).startsWith("bob");
        assertThat(server().browser(alice).bearer("wrong").get("/api/users/me").said())
                .isEqualTo("401 unauthenticated");
        assertThat(alice.with("Authorization", "Bearer x").get("/api/users/me").said())
                .isEqualTo("400 invalid");
    }

    @Test
    void s20_theOldestOfTooManySessionsEnds() {
        Client alice = user("alice");
        List<Client> sessions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sessions.add(server().again(alice));
        }

        assertThat(alice.get("/api/session").said()).isEqualTo("401 unauthenticated");
        assertThat(sessions)
                .allSatisfy(session ->
                        assertThat(session.get("/api/session").status()).isEqualTo(200));
    }

    // --- tokens

    @Test
    void s14_whatIsNoTokenIsRefusedWithoutAskingTheDatabase() {
        String token = user("alice").newToken();
        long before = server().questions();

        for (String wrong : List.of(
                token.substring(0, token.length() - 1),
                token.substring(0, token.length() - 1) + (token.endsWith("0") ? "1" : "0"),
                token.toLowerCase(java.util.Locale.ROOT)
                        .replace("pat_", "pat_A")
                        .substring(0, 42),
                token.replace("pat_", "PAT_"),
                token.replace("pat_", "ses_"),
                token.replace("pat_", "ghp_"),
                token.replace("pat_", ""),
                token + "0",
                "pat_" + "0".repeat(38),
                "null",
                "' or 1=1 --")) {
            assertThat(anybody().bearer(wrong).get("/api/session").said())
                    .as(wrong)
                    .isEqualTo("401 unauthenticated");
        }
        assertThat(server().questions()).isEqualTo(before);
    }

    @Test
    void s16_aRevokedTokenOpensNothingAndItsSocketsEnd() {
        Client alice = user("alice");
        Reply made = alice.post("/api/tokens", "{'name':'robot'}");
        Client program = anybody().bearer(made.text("token"));

        try (ChatSocket socket = ChatSocket.open(program, user("bob"));
                ChatSocket all = SocketKind.EVERYTHING.open(program, user("bob"))) {
            assertThat(alice.delete("/api/tokens/" + made.id()).status()).isEqualTo(204);

            assertThat(socket.closeCode()).isEqualTo(4401);
            assertThat(all.closeCode()).isEqualTo(4401);
        }
        assertThat(program.get("/api/session").said()).isEqualTo("401 unauthenticated");
        assertThat(alice.delete("/api/tokens/" + made.id()).said()).isEqualTo("404 not_found");
    }

    @Test
    void s16_nobodyRevokesAnothersToken() {
        Reply made = user("alice").post("/api/tokens", "{'name':'hers'}");

        assertThat(user("mallory").delete("/api/tokens/" + made.id()).said()).isEqualTo("404 not_found");
        assertThat(anybody().bearer(made.text("token")).get("/api/session").status())
                .isEqualTo(200);
    }

    @Test
    void s17_theListOfTokensNeverShowsASecret() {
        Client alice = user("alice");
        String secret = alice.newToken();
        anybody().bearer(secret).get("/api/session");

        Reply list = alice.get("/api/tokens");

        assertThat(list.body()).doesNotContain(secret, secret.substring(4, 30));
        assertThat(list.each("tokens", "hint")).containsExactly("pat_…" + secret.substring(secret.length() - 4));
        assertThat(list.each("tokens", "last_used_at")).noneMatch(String::isEmpty);
    }

    @Test
    void s18_theDatabaseHoldsNoSecret() {
        Client alice = user("alice");
        String secret = alice.newToken();

        String sessions = server().place().column("parley_session", "key_hash");
        String tokens = server().place().column("parley_token", "key_hash");

        assertThat(sessions.lines()).isNotEmpty().allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(tokens.lines()).isNotEmpty().allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(anybody()
                        .bearer(sessions.lines().findFirst().orElseThrow())
                        .get("/api/session")
                        .status())
                .isEqualTo(401);
        assertThat(tokens).doesNotContain(secret.substring(4, 30));
    }

    @Test
    void s19_aTokenHasAFormThatScannersKnow() {
        Client alice = user("alice");

        assertThat(alice.newToken()).matches("pat_[0-9A-Za-z]{32}[0-9A-Za-z]{6}");
        assertThat(alice.token()).matches("ses_[0-9A-Za-z]{32}[0-9A-Za-z]{6}");
        assertThat(alice.newToken()).isNotEqualTo(alice.newToken());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /api/tokens | {'name':'another'}",
                "DELETE | /api/tokens/1 | {}",
                "POST | /api/users/me/password | {'current_password':'three small words','new_password':'four larger words'}",
                "DELETE | /api/session | {}"
            })
    void s22_aTokenCannotDoWhatOnlyItsOwnerMay(String method, String path, String body) {
        Client alice = user("alice");
        Client program = anybody().bearer(alice.newToken());

        assertThat(program.send(method, path, body).said()).isEqualTo("403 forbidden");
        assertThat(alice.get("/api/tokens").each("tokens", "name")).hasSize(1);
        assertThat(alice.get("/api/session").status()).isEqualTo(200);
    }
}
