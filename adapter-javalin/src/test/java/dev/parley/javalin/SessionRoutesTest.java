package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Chat;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Rate;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registering, logging in and out, over HTTP. */
class SessionRoutesTest {

    private static final String ALICE = "{'username':'alice','password':'" + TestServer.PASSWORD + "'}";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoRegistersIsLoggedIn() {
        Reply registered = server.anybody()
                .post(
                        "/api/auth/register/",
                        "{'username':'alice','password':'three small words','email':'A@x.org','display_name':'Alice A'}");

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.json().at("/user/username").asText()).isEqualTo("alice");
        assertThat(registered.json().at("/user/email").asText()).isEqualTo("a@x.org");
        assertThat(registered.json().at("/user/display_name").asText()).isEqualTo("Alice A");
        assertThat(server.anybody()
                        .bearer(registered.text("token"))
                        .get("/api/session")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void s02_whoRegistersOnThePageHoldsTheCookieAndNoToken() {
        Reply registered = server.anybody().post("/api/users", ALICE);

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.json().at("/user/username").asText()).isEqualTo("alice");
        assertThat(registered.json().has("token")).isFalse();
        String cookie = registered.header("Set-Cookie").orElseThrow();
        assertThat(cookie).matches("parley_session=ses_[0-9A-Za-z]{38}; Path=/; Max-Age=\\d+; HttpOnly; SameSite=Lax");
        assertThat(server.anybody()
                        .with("Cookie", cookie.replaceFirst(";.*", ""))
                        .get("/api/session")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void s01_registeringOnThePageEndsTheSessionThatTheBrowserHad() {
        server.user("alice");
        Visitor before = server.browser("alice");

        Reply fresh = before.with("Origin", server.origin())
                .post("/api/users", "{'username':'bob','password':'three small words'}");

        assertThat(fresh.status()).isEqualTo(201);
        assertThat(before.get("/api/session").said()).isEqualTo("401 unauthenticated");
    }

    @Test
    void whatIsWrongWithARegistrationIsSaidFieldByField() {
        Visitor anybody = server.anybody();

        assertThat(anybody.post("/api/auth/register", "{}").errors())
                .containsExactly("username:required", "password:required");
        assertThat(anybody.post("/api/auth/register", "{'username':7,'password':null}")
                        .errors())
                .containsExactly("username:wrong_type", "password:required");
        assertThat(anybody.post("/api/auth/register", "{'username':'a','password':'three small words'}")
                        .errors())
                .containsExactly("username:username_shape");
        assertThat(anybody.post("/api/auth/register", "{'username':'alice','password':'short'}")
                        .said())
                .isEqualTo("400 invalid");
    }

    @Test
    void aUsernameIsTakenWithoutRegardToCase() {
        server.user("alice");

        Reply second =
                server.anybody().post("/api/auth/register", "{'username':'ALICE','password':'three small words'}");

        assertThat(second.said()).isEqualTo("409 username_taken");
    }

    @Test
    void registrationCanBeClosed() {
        try (TestServer closed = TestServer.start(chat -> chat.registration(false), routes -> {})) {
            assertThat(closed.anybody().post("/api/auth/register", ALICE).said())
                    .isEqualTo("403 registration_closed");
            assertThat(closed.anybody().get("/api/capabilities").text("registration"))
                    .isEqualTo("closed");
        }
    }

    @Test
    void p13_fieldsThatNobodyAsksForAreBoundToNothing() {
        Reply registered = server.anybody()
                .post(
                        "/api/auth/register",
                        "{'username':'alice','password':'three small words','admin':true,'is_admin':true,'id':99,'kind':'bot'}");

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.json().at("/user/admin").isMissingNode()).isTrue();
        assertThat(registered.json().at("/user/kind").isMissingNode()).isTrue();
    }

    @Test
    void aProgramLogsInAndSendsTheTokenInEitherSpelling() {
        server.user("alice");

        Reply in = server.anybody().post("/api/auth/login/", ALICE);

        assertThat(in.status()).isEqualTo(200);
        String token = in.text("token");
        assertThat(server.anybody()
                        .with("Authorization", "Bearer " + token)
                        .get("/api/users/me")
                        .status())
                .isEqualTo(200);
        assertThat(server.anybody()
                        .with("Authorization", "Token " + token)
                        .get("/api/users/me")
                        .status())
                .isEqualTo(200);
        assertThat(server.anybody()
                        .with("Authorization", "bearer " + token)
                        .get("/api/users/me")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a09_whoDoesNotExistAndAWrongPasswordGetTheSameAnswer() {
        server.user("alice");

        Reply wrong = server.anybody().post("/api/auth/login", "{'username':'alice','password':'four small words'}");
        Reply nobody = server.anybody().post("/api/auth/login", "{'username':'nobody2','password':'four small words'}");

        assertThat(wrong.said()).isEqualTo("401 wrong_credentials");
        assertThat(wrong.header("WWW-Authenticate")).isPresent();
        assertThat(nobody.body()).isEqualTo(wrong.body());
    }

    @Test
    void a11_manyWrongPasswordsAreThrottled() {
        Limits limits = Limits.defaults();
        try (TestServer strict = TestServer.start(chat -> chat.limits(limits), routes -> {})) {
            strict.user("alice");
            Visitor there = strict.anybody().with("X-Forwarded-For", "192.0.2.1");
            for (int i = 0; i < 10; i++) {
                there.post("/api/auth/login", "{'username':'alice','password':'four small words'}");
            }

            Reply throttled = there.post("/api/auth/login", ALICE);

            assertThat(throttled.said()).isEqualTo("429 rate_limited");
            assertThat(throttled.header("Retry-After").map(Integer::parseInt).orElse(0))
                    .isPositive();
            assertThat(throttled.json().path("retryable").asBoolean()).isTrue();
            assertThat(strict.anybody()
                            .with("X-Forwarded-For", "192.0.2.2")
                            .post("/api/auth/login", ALICE)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void s02_theCookieIsKeptFromScriptsAndOtherSites() {
        server.user("alice");

        Reply in = server.anybody().post("/api/session", ALICE);

        assertThat(in.header("Set-Cookie").orElseThrow())
                .matches("parley_session=ses_[0-9A-Za-z]{38}; Path=/; Max-Age=\\d+; HttpOnly; SameSite=Lax");
        assertThat(in.json().has("token")).isFalse();
    }

    @Test
    void s02_underHttpsTheCookieIsSecureAndBoundToTheHost() {
        try (TestServer https =
                TestServer.start(chat -> chat, routes -> routes.publicUrl(PublicUrl.of("https://chat.example.org")))) {
            https.user("alice");

            Reply in = https.anybody().post("/api/session", ALICE);

            assertThat(in.header("Set-Cookie").orElseThrow())
                    .matches(
                            "__Host-parley_session=ses_\\w+; Path=/; Max-Age=77\\d{5}; HttpOnly; SameSite=Lax; Secure");
            assertThat(in.header("Strict-Transport-Security")).isPresent();
        }
    }

    @Test
    void s01_aLogInGivesANewSessionAndEndsTheOneThatTheBrowserHad() {
        server.user("alice");
        Visitor before = server.browser("alice");

        Reply again = before.with("Origin", server.origin()).post("/api/session", ALICE);

        assertThat(again.status()).isEqualTo(200);
        assertThat(before.get("/api/session").said()).isEqualTo("401 unauthenticated");
    }

    @Test
    void s01_aCookieThatSomebodyElseMadeUpGivesNothing() {
        server.user("alice");

        Reply in = server.anybody().with("Cookie", "parley_session=attacker").post("/api/session", ALICE);

        assertThat(in.status()).isEqualTo(200);
        assertThat(in.header("Set-Cookie").orElseThrow()).doesNotContain("attacker");
    }

    @Test
    void s03_afterLoggingOutTheCookieIsWorthless() {
        server.user("alice");
        Visitor browser = server.browser("alice").with("Origin", server.origin());
        assertThat(browser.get("/api/session").json().at("/user/username").asText())
                .isEqualTo("alice");

        Reply out = browser.delete("/api/session");

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Content-Type")).isEmpty();
        assertThat(out.header("Set-Cookie").orElseThrow()).contains("parley_session=;", "Max-Age=0");
        assertThat(browser.get("/api/session").said()).isEqualTo("401 unauthenticated");
    }

    @Test
    void s06_aSessionInTheAddressIsIgnored() {
        server.user("alice");
        String secret = server.anybody().post("/api/auth/login", ALICE).text("token");

        assertThat(server.anybody()
                        .get("/api/session?session=" + secret + "&access_token=" + secret)
                        .said())
                .isEqualTo("401 unauthenticated");
    }

    @Test
    void s14_whatIsNoSecretIsRefused() {
        for (String value : new String[] {
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Basic YWxpY2U6eA==",
            "Bearer ses_00000000000000000000000000000000000000",
            "Bearer a b",
            "pat_x",
            "Token"
        }) {
            assertThat(server.anybody()
                            .with("Authorization", value)
                            .get("/api/session")
                            .said())
                    .as(value)
                    .isEqualTo("401 unauthenticated");
        }
    }

    @Test
    void withTheHeaderTheCookieIsNotLookedAt() {
        server.user("alice");

        Reply reply =
                server.browser("alice").with("Authorization", "Bearer nonsense").get("/api/session");

        assertThat(reply.said()).isEqualTo("401 unauthenticated");
    }

    @Test
    void s21_theSameCookieTwiceIsRefused() {
        server.user("alice");

        Reply reply =
                server.browser("alice").with("Cookie", "parley_session=other").get("/api/session");

        assertThat(reply.errors()).containsExactly("cookie:repeated");
    }

    @Test
    void s04_anIdleSessionEnds() {
        Limits limits = Limits.defaults().withSessions(100, Duration.ofNanos(1), Duration.ofDays(1));
        try (TestServer idle = TestServer.start((Chat.Builder chat) -> chat.limits(limits), routes -> {})) {
            assertThat(idle.user("alice").get("/api/session").said()).isEqualTo("401 unauthenticated");
        }
    }

    @Test
    void h13_registeringIsLimitedByAddress() {
        Limits limits = Limits.defaults().withRate(Limited.REGISTRATIONS, new Rate(0.001, 1));
        try (TestServer strict = TestServer.start(chat -> chat.limits(limits), routes -> {})) {
            Visitor there = strict.anybody().with("X-Forwarded-For", "2001:db8:1:2::5");
            assertThat(there.post("/api/auth/register", ALICE).status()).isEqualTo(201);

            Reply neighbour = strict.anybody()
                    .with("X-Forwarded-For", "2001:db8:1:2:ffff::9")
                    .post("/api/auth/register", "{'username':'bob','password':'three small words'}");

            assertThat(neighbour.said()).isEqualTo("429 rate_limited");
        }
    }
}
