package dev.parley.core;

import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Passwords;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.internal.Secret;
import dev.parley.core.model.Account;
import dev.parley.core.model.ApiToken;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limits;
import dev.parley.core.model.LoggedIn;
import dev.parley.core.model.Session;
import dev.parley.core.model.Username;
import dev.parley.core.port.AccountStore;
import dev.parley.core.port.SessionStore;
import dev.parley.core.port.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Logging in and out, and telling who is asking.
 *
 * <p>Whatever ends a session here also ends what is listened to by it (G10).
 *
 * <p>Thread-safe. The methods block until the store has answered; hashing is bounded to the number of processors.
 */
public final class Sessions {

    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    /** One account as one address tries it. */
    private record Attempt(String login, String address) {}

    private final AccountStore accounts;
    private final SessionStore sessions;
    private final TokenStore tokens;
    private final Hub hub;
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
        this.passwords = engine.passwords();
        this.limits = engine.limits();
        this.clock = engine.clock();
        this.perAccount = new RateLimiter(limits.logInsPerAccount(), engine.nanos());
        this.perAddress = new RateLimiter(limits.logInsPerAddress(), engine.nanos());
    }

    /**
     * Logs somebody in, by username or e-mail address. Who does not exist, is disabled or gives a wrong password gets the same
     * answer at the same cost.
     *
     * @param address where the request comes from, for the limits
     * @throws ChatException {@code WRONG_CREDENTIALS}, {@code RATE_LIMITED}, {@code UNAVAILABLE}
     */
    public LoggedIn logIn(String login, String password, String address) {
        String folded = Username.fold(login.strip());
        Attempt attempt = new Attempt(folded, address);
        perAccount.take(attempt);
        perAddress.take(address);
        Optional<AccountStore.Credentials> usable =
                credentials(folded).filter(c -> !c.account().disabled());
        if (!passwords.matches(password, usable.map(AccountStore.Credentials::passwordHash))) {
            throw ChatException.of(ErrorCode.WRONG_CREDENTIALS, "The username or the password is wrong. Try again.");
        }
        perAccount.giveBack(attempt);
        perAddress.giveBack(address);
        AccountStore.Credentials right = usable.orElseThrow();
        passwords
                .renewed(password, right.passwordHash())
                .ifPresent(hash -> accounts.setPassword(right.account().id(), hash));
        return start(right.account());
    }

    private Optional<AccountStore.Credentials> credentials(String login) {
        return Username.possible(login) || login.contains("@") ? accounts.credentials(login) : Optional.empty();
    }

    /** A session for an account that has just been registered. */
    public LoggedIn start(Account account) {
        Instant now = now();
        String secret = Secret.generate(Secret.SESSION);
        Session session = new Session(Secret.key(secret), account.id(), now, now, now.plus(limits.sessionMax()));
        hub.end(account.id(), sessions.insert(session, limits.sessionsPerAccount()));
        return new LoggedIn(account, secret, session.expiresAt());
    }

    /** Who presents this secret, of a session or of a token; nobody, if it is not one or has ended. */
    public Optional<Caller> authenticate(String secret) {
        if (!Secret.wellFormed(secret)) {
            return Optional.empty();
        }
        String key = Secret.key(secret);
        return Secret.isToken(secret) ? byToken(key) : bySession(key);
    }

    private Optional<Caller> bySession(String key) {
        Instant now = now();
        Optional<Session> session = sessions.find(key)
                .filter(s -> now.isBefore(s.expiresAt()))
                .filter(s -> now.isBefore(s.usedAt().plus(limits.sessionIdle())));
        session.filter(s -> !now.isBefore(s.usedAt().plus(touchEvery()))).ifPresent(s -> sessions.touch(key, now));
        return session.map(s -> new Caller(s.account(), key, s.expiresAt(), false));
    }

    /** Use is noted to the minute, and often enough for the shortest idle time. */
    private Duration touchEvery() {
        Duration often = limits.sessionIdle().dividedBy(10);
        return often.compareTo(TOUCH_EVERY) < 0 ? often : TOUCH_EVERY;
    }

    private Optional<Caller> byToken(String key) {
        Instant now = now();
        Optional<ApiToken> token = tokens.find(key).filter(t -> now.isBefore(t.expiresAt()));
        token.filter(t -> !now.isBefore(t.usedAt().orElse(Instant.EPOCH).plus(TOUCH_EVERY)))
                .ifPresent(t -> tokens.touch(key, now));
        return token.map(t -> new Caller(t.account(), key, t.expiresAt(), true));
    }

    /** Ends the session that the caller uses. */
    public void logOut(Caller caller) {
        caller.refuseToken();
        sessions.delete(caller.sessionKey());
        hub.end(caller.account(), List.of(caller.sessionKey()));
    }

    /**
     * Gives the caller another password and ends all other sessions.
     *
     * @throws ChatException {@code WRONG_PASSWORD} when {@code current} is not right, {@code INVALID} when {@code next} is not
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
        if (!passwords.matches(current, credentials(username).map(AccountStore.Credentials::passwordHash))) {
            throw ChatException.of(ErrorCode.WRONG_PASSWORD);
        }
        perAccount.giveBack(attempt);
        accounts.setPassword(caller.account(), passwords.accept(next, List.of(username)));
        hub.end(caller.account(), sessions.deleteOthers(caller.account(), caller.sessionKey()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
