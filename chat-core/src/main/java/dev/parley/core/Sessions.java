package dev.parley.core;

import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Neighbours;
import dev.parley.core.internal.Passwords;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.internal.Secret;
import dev.parley.core.model.Account;
import dev.parley.core.model.ApiToken;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.EmailAddress;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Limits;
import dev.parley.core.model.LoggedIn;
import dev.parley.core.model.Session;
import dev.parley.core.model.Username;
import dev.parley.core.port.AccountStore;
import dev.parley.core.port.AccountStore.Credentials;
import dev.parley.core.port.SessionStore;
import dev.parley.core.port.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Logging in and out, and telling who is asking.
 *
 * <p>A session ends when its holder logs out, changes the password elsewhere, or logs in too often; after a time without use,
 * for which only requests count, not what is said over a connection that they opened; and after its whole time in any case.
 * Whatever ends it also ends what is listened to by it (G10).
 *
 * <p>Thread-safe. The methods block until the store has answered; hashing is bounded to the number of processors.
 */
public final class Sessions {

    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    /** One account as one address tries it. All logins that nobody can have are the empty one. */
    private record Attempt(String login, String address) {}

    private final AccountStore accounts;
    private final SessionStore sessions;
    private final TokenStore tokens;
    private final Hub hub;
    private final Neighbours neighbours;
    private final Passwords passwords;
    private final Limits limits;
    private final InstantSource clock;
    private final RateLimiter perAccount;
    private final RateLimiter perAddress;

    Sessions(Engine engine) {
        this.accounts = engine.stores().accounts();
        this.sessions = engine.stores().sessions();
        this.tokens = engine.stores().tokens();
        this.hub = engine.hub();
        this.neighbours = engine.neighbours();
        this.passwords = engine.passwords();
        this.limits = engine.limits();
        this.clock = engine.clock();
        this.perAccount = engine.limiter(Limited.LOG_INS);
        this.perAddress = engine.limiter(Limited.ADDRESS_LOG_INS);
    }

    /**
     * Logs somebody in, by username or e-mail address. Who does not exist, is disabled or gives a wrong password gets the same
     * answer at the same cost.
     *
     * @param address where the request comes from, for the limits
     * @throws ChatException {@code WRONG_CREDENTIALS}, {@code RATE_LIMITED}, {@code UNAVAILABLE}
     */
    public LoggedIn logIn(String login, String password, String address) {
        Attempt attempt = new Attempt(possible(login), address);
        perAddress.take(address);
        try {
            perAccount.take(attempt);
        } catch (ChatException refused) {
            perAddress.giveBack(address);
            throw refused;
        }
        return counted(attempt, () -> loggedIn(attempt.login(), password))
                .orElseThrow(() -> ChatException.of(
                        ErrorCode.WRONG_CREDENTIALS, "The username or the password is wrong. Try again."));
    }

    private static String possible(String login) {
        String folded = Username.fold(login.strip());
        return Username.possible(folded) || EmailAddress.possible(folded) ? folded : "";
    }

    /** Only what was wrong counts: neither what was right nor what could not be decided. */
    private <T> Optional<T> counted(Attempt attempt, Supplier<Optional<T>> proof) {
        boolean wrong = false;
        try {
            Optional<T> proven = proof.get();
            wrong = proven.isEmpty();
            return proven;
        } finally {
            if (!wrong) {
                perAccount.giveBack(attempt);
                perAddress.giveBack(attempt.address());
            }
        }
    }

    /** Where the hash has changed since it was found right, the one that holds now decides. */
    private Optional<LoggedIn> loggedIn(String login, String password) {
        Optional<Credentials> right = proven(login, password);
        Optional<LoggedIn> started =
                right.flatMap(credentials -> start(credentials.account(), Optional.of(renewed(credentials, password))));
        return right.isPresent() && started.isEmpty() ? loggedIn(login, password) : started;
    }

    private Optional<Credentials> proven(String login, String password) {
        Optional<Credentials> usable =
                credentials(login).filter(found -> !found.account().disabled());
        return passwords.matches(password, usable.map(Credentials::passwordHash)) ? usable : Optional.empty();
    }

    private Optional<Credentials> credentials(String login) {
        return login.isEmpty() ? Optional.empty() : accounts.credentials(login);
    }

    /** The hash to go on with: a stronger one where there ought to be one and it can be made and stored right now. */
    private String renewed(Credentials right, String password) {
        String old = right.passwordHash();
        try {
            return passwords
                    .renewed(password, old)
                    .filter(fresh -> accounts.replacePassword(right.account().id(), old, fresh))
                    .orElse(old);
        } catch (ChatException notNow) {
            return old;
        }
    }

    /** A session for an account that has just been registered. */
    public LoggedIn start(Account account) {
        return start(account, Optional.empty()).orElseThrow();
    }

    private Optional<LoggedIn> start(Account account, Optional<String> passwordHash) {
        Instant now = now();
        String secret = Secret.generate(Secret.SESSION);
        Session session = new Session(Secret.key(secret), account.id(), now, now, now.plus(limits.sessionMax()));
        Optional<List<String>> dropped = sessions.insert(session, passwordHash, limits.sessionsPerAccount());
        dropped.filter(keys -> !keys.isEmpty()).ifPresent(keys -> {
            hub.end(account.id(), keys);
            neighbours.changed(account.id());
        });
        return dropped.map(keys -> new LoggedIn(account, secret, session.expiresAt()));
    }

    /** Who presents this secret, of a session or of a token; nobody, if it is not one or has ended. */
    public Optional<Caller> authenticate(String secret) {
        if (!Secret.wellFormed(secret)) {
            return Optional.empty();
        }
        String key = Secret.key(secret);
        return Secret.isToken(secret) ? byToken(key) : bySession(key);
    }

    /** Whether the caller's session or token has not ended since it was looked up; that somebody asks is no use of it. */
    boolean holds(Caller caller) {
        String key = caller.sessionKey();
        if (caller.trusted()) {
            return accounts.byId(caller.account())
                    .filter(account -> !account.disabled())
                    .isPresent();
        }
        return caller.token() ? token(key).isPresent() : session(key).isPresent();
    }

    /** Forgets the sessions that have ended by themselves, and ends what is still listened to by them. */
    void forgetExpired() {
        Instant now = now();
        hub.end(sessions.deleteExpired(now, now.minus(limits.sessionIdle())));
    }

    private Optional<Caller> bySession(String key) {
        Instant now = now();
        Optional<Session> session = session(key);
        session.filter(s -> !now.isBefore(s.usedAt().plus(touchEvery()))).ifPresent(s -> sessions.touch(key, now));
        return session.map(s -> new Caller(s.account(), key, s.expiresAt(), false));
    }

    private Optional<Session> session(String key) {
        Instant now = now();
        return sessions.find(key)
                .filter(s -> now.isBefore(s.expiresAt()))
                .filter(s -> now.isBefore(s.usedAt().plus(limits.sessionIdle())));
    }

    /** Use is noted to the minute, and often enough for the shortest idle time. */
    private Duration touchEvery() {
        Duration often = limits.sessionIdle().dividedBy(10);
        return often.compareTo(TOUCH_EVERY) < 0 ? often : TOUCH_EVERY;
    }

    private Optional<Caller> byToken(String key) {
        Instant now = now();
        Optional<ApiToken> token = token(key);
        token.filter(t -> !now.isBefore(t.usedAt().orElse(Instant.EPOCH).plus(TOUCH_EVERY)))
                .ifPresent(t -> tokens.touch(key, now));
        return token.map(t -> new Caller(t.account(), key, t.expiresAt(), true));
    }

    private Optional<ApiToken> token(String key) {
        Instant now = now();
        return tokens.find(key).filter(t -> now.isBefore(t.expiresAt()));
    }

    /** Ends the session that the caller uses. */
    public void logOut(Caller caller) {
        caller.refuseToken();
        sessions.delete(caller.sessionKey());
        hub.end(caller.account(), List.of(caller.sessionKey()));
        neighbours.changed(caller.account());
    }

    /**
     * Gives the caller another password and ends all other sessions.
     *
     * @throws ChatException {@code WRONG_PASSWORD} when {@code current} is not right (any more), {@code INVALID} when {@code next} is not
     *     taken, {@code FORBIDDEN} with an API token
     */
    public void changePassword(Caller caller, String current, String next) {
        caller.refuseToken();
        Attempt attempt = new Attempt(caller.account().toString(), "");
        perAccount.take(attempt);
        String username = accounts.byId(caller.account())
                .flatMap(Account::username)
                .map(Username::fold)
                .orElseThrow(() -> ChatException.of(ErrorCode.WRONG_PASSWORD));
        Credentials right = counted(attempt, () -> proven(username, current))
                .orElseThrow(() -> ChatException.of(ErrorCode.WRONG_PASSWORD));
        String hash = passwords.accept(next, List.of(username));
        endOthers(caller); // first too, so that none is left where the last step fails
        if (!accounts.replacePassword(caller.account(), right.passwordHash(), hash)) {
            throw ChatException.of(ErrorCode.WRONG_PASSWORD);
        }
        endOthers(caller);
    }

    private void endOthers(Caller caller) {
        sessions.deleteOthers(caller.account(), caller.sessionKey());
        hub.endOthers(caller);
        neighbours.changed(caller.account());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
