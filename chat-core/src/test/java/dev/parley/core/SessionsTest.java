package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.internal.Secret;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.model.Account;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Limits;
import dev.parley.core.model.NewToken;
import dev.parley.core.model.Rate;
import dev.parley.core.model.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logging in, what counts as an attempt, and what ends when a session does. The tests move both clocks. */
class SessionsTest {

    private static final String PASSWORD = "three small words";
    private static final String OTHER = "four larger words";
    private static final String HERE = "192.0.2.1";
    private static final Rate ACCOUNT = new Rate(1.0 / 3600, 3);
    private static final Rate ADDRESS = new Rate(1, 5);
    private static final Duration IDLE = Duration.ofHours(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final AtomicLong nanos = new AtomicLong();
    private final TouchyHasher hasher = new TouchyHasher();
    private final MemoryStores stores = new MemoryStores();
    private final Chat chat = Chat.builder()
            .stores(stores)
            .passwords(hasher)
            .clock(now::get)
            .nanos(nanos::get)
            .limits(Limits.defaults()
                    .withRate(Limited.LOG_INS, ACCOUNT)
                    .withRate(Limited.ADDRESS_LOG_INS, ADDRESS)
                    .withRate(Limited.REGISTRATIONS, new Rate(1.0 / 3600, 2))
                    .withSessions(10, IDLE, Duration.ofDays(1)))
            .build();
    private final Sessions sessions = chat.sessions();
    private final Account alice = chat.accounts().register(Registration.of("alice", PASSWORD), HERE);

    @AfterEach
    void close() {
        chat.close();
    }

    // --- what counts

    @Test
    void a11_whatTheAddressIsRefusedIsNoAttemptAtTheAccount() {
        tries(3, () -> logIn("nobody", "a wrong guess"), ErrorCode.WRONG_CREDENTIALS);
        tries(2, () -> logIn("somebody", "a wrong guess"), ErrorCode.WRONG_CREDENTIALS);

        tries(20, () -> logIn("alice", "a wrong guess"), ErrorCode.RATE_LIMITED);

        pass(60);
        tries(3, () -> logIn("alice", "a wrong guess"), ErrorCode.WRONG_CREDENTIALS);
        tries(1, () -> logIn("alice", "a wrong guess"), ErrorCode.RATE_LIMITED);
    }

    @Test
    void a11_whatTheAccountIsRefusedCostsTheAddressNothing() {
        tries(3, () -> logIn("alice", "a wrong guess"), ErrorCode.WRONG_CREDENTIALS);
        tries(20, () -> logIn("alice", "a wrong guess"), ErrorCode.RATE_LIMITED);

        tries(2, () -> logIn("somebody", "a wrong guess"), ErrorCode.WRONG_CREDENTIALS);
    }

    @Test
    void a11_allLoginsThatNobodyCanHaveAreOne() {
        AtomicLong number = new AtomicLong();

        tries(
                3,
                () -> logIn("x".repeat(60_000) + number.incrementAndGet(), "a wrong guess"),
                ErrorCode.WRONG_CREDENTIALS);
        tries(1, () -> logIn("y".repeat(300) + "@" + number.incrementAndGet(), PASSWORD), ErrorCode.RATE_LIMITED);
    }

    @Test
    void a13_whatWasRefusedForOverloadIsNoAttempt() {
        hasher.compares(false);
        tries(20, () -> logIn("alice", PASSWORD), ErrorCode.UNAVAILABLE);
        Caller caller = start();
        tries(20, () -> sessions.changePassword(caller, PASSWORD, OTHER), ErrorCode.UNAVAILABLE);

        hasher.compares(true);

        assertThat(logIn("alice", PASSWORD)).isNotNull();
        sessions.changePassword(caller, PASSWORD, OTHER);
    }

    @Test
    void a13_whatWasRefusedForOverloadIsNoRegistration() {
        hasher.hashes(false);
        tries(20, () -> register("bob"), ErrorCode.UNAVAILABLE);

        hasher.hashes(true);

        assertThat(register("bob").username()).contains("bob");
        tries(1, () -> register("carol"), ErrorCode.RATE_LIMITED);
    }

    @Test
    void a18_whoIsRightLogsInAlsoWhereTheHashCannotBeRenewed() {
        hasher.findsOutdated(true);
        hasher.hashes(false);

        assertThat(logIn("alice", PASSWORD)).isNotNull();
    }

    // --- another password while somebody logs in

    @Test
    void a14_renewingAHashDoesNotBringAFormerPasswordBack() {
        Caller caller = start();
        hasher.findsOutdated(true);
        hasher.meanwhile(() -> sessions.changePassword(caller, PASSWORD, OTHER));

        tries(1, () -> logIn("alice", PASSWORD), ErrorCode.WRONG_CREDENTIALS);

        tries(1, () -> logIn("alice", PASSWORD), ErrorCode.WRONG_CREDENTIALS);
        assertThat(logIn("alice", OTHER)).isNotNull();
    }

    @Test
    void a14_aLogInThatWasUnderWayDoesNotOutliveTheFormerPassword() {
        Caller caller = start();
        hasher.meanwhile(() -> sessions.changePassword(caller, PASSWORD, OTHER));

        tries(1, () -> logIn("alice", PASSWORD), ErrorCode.WRONG_CREDENTIALS);

        assertThat(stores.sessions().deleteOthers(alice.id(), caller.sessionKey()))
                .isEmpty();
    }

    @Test
    void a14_ofTwoWhoChangeOnePasswordAtOnceTheFirstHasDoneIt() {
        Caller caller = start();
        hasher.meanwhile(() -> sessions.changePassword(caller, PASSWORD, OTHER));

        tries(1, () -> sessions.changePassword(caller, PASSWORD, "five words of the second"), ErrorCode.WRONG_PASSWORD);

        assertThat(logIn("alice", OTHER)).isNotNull();
    }

    @Test
    void a18_whoseHashWasRenewedMeanwhileIsLoggedInAllTheSame() {
        hasher.findsOutdated(true);
        hasher.meanwhile(() -> logIn("alice", PASSWORD));

        assertThat(logIn("alice", PASSWORD)).isNotNull();
    }

    // --- what ends

    @Test
    void a14_anotherPasswordEndsListenersWhoseSessionIsNoLongerKnown() {
        Caller swept = start();
        Caller changing = start();
        Listening there = follow(swept);
        Listening here = follow(changing);
        stores.sessions().delete(swept.sessionKey());

        sessions.changePassword(changing, PASSWORD, OTHER);

        assertThat(there.over()).isTrue();
        assertThat(here.over()).isFalse();
    }

    @Test
    void a14_tokensOutliveAnotherPasswordAndSoDoTheirListeners() {
        Caller changing = start();
        NewToken token = chat.tokens().create(changing, "robot", 1);
        Listening robot = follow(caller(token.secret()));

        sessions.changePassword(changing, PASSWORD, OTHER);

        assertThat(robot.over()).isFalse();
    }

    @Test
    void s04_whatIsListenedToByAnIdleSessionEndsWithIt() {
        Caller idle = start();
        Listening live = follow(idle);
        now.updateAndGet(before -> before.plus(IDLE).plusSeconds(1));
        Listening used = follow(start());

        sessions.forgetExpired();

        assertThat(live.over()).isTrue();
        assertThat(used.over()).isFalse();
    }

    @Test
    void s03_whoLoggedOutBeforeFollowingHearsNothing() {
        Caller caller = start();
        sessions.logOut(caller);

        assertThat(follow(caller).over()).isTrue();
    }

    @Test
    void s16_aTokenThatWasRevokedBeforeFollowingHearsNothing() {
        Caller owner = start();
        NewToken token = chat.tokens().create(owner, "robot", 1);
        Caller robot = caller(token.secret());
        chat.tokens().revoke(owner, token.token().id());

        assertThat(follow(robot).over()).isTrue();
        assertThat(follow(owner).over()).isFalse();
    }

    // --- comparing

    /** A lookup in an index by a hash takes no longer for a guess that begins right; passwords are for their hashers. */
    @Test
    void h17_whatIsLookedUpIsTheHashOfASecretNeverTheSecret() {
        String session = sessions.start(alice).secret();
        String token = chat.tokens().create(caller(session), "robot", 1).secret();

        assertThat(caller(session).sessionKey()).isEqualTo(Secret.key(session));
        assertThat(caller(token).sessionKey()).isEqualTo(Secret.key(token));
        assertThat(stores.sessions().find(session)).isEmpty();
        assertThat(stores.tokens().find(token)).isEmpty();
        assertThat(sessions.authenticate(Secret.key(session))).isEmpty();
        assertThat(sessions.authenticate(Secret.generate(Secret.SESSION))).isEmpty();
    }

    private Object logIn(String login, String password) {
        return sessions.logIn(login, password, HERE);
    }

    private Account register(String name) {
        return chat.accounts().register(Registration.of(name, PASSWORD), HERE);
    }

    private Caller start() {
        return caller(sessions.start(alice).secret());
    }

    private Caller caller(String secret) {
        return sessions.authenticate(secret).orElseThrow();
    }

    private Listening follow(Caller caller) {
        Listening listening = new Listening();
        chat.conversations().follow(caller, alice.id(), listening);
        return listening;
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static void tries(int times, ThrowingCallable attempt, ErrorCode code) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(attempt)
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(code));
        }
    }
}
