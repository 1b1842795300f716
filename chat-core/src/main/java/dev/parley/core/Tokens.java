package dev.parley.core;

import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Ids;
import dev.parley.core.internal.Neighbours;
import dev.parley.core.internal.Secret;
import dev.parley.core.model.ApiToken;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.NewToken;
import dev.parley.core.model.Text;
import dev.parley.core.port.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The named keys that programs log in with. They hold for a while, can be revoked, and can neither change the password nor make
 * further tokens.
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class Tokens {

    private static final int MOST = 100;
    private static final int MAX_DAYS = 366;
    private static final int MAX_NAME = 64;

    private final TokenStore store;
    private final Hub hub;
    private final Neighbours neighbours;
    private final Ids ids;
    private final InstantSource clock;

    Tokens(Engine engine) {
        this.store = engine.stores().tokens();
        this.hub = engine.hub();
        this.neighbours = engine.neighbours();
        this.ids = engine.ids();
        this.clock = engine.clock();
    }

    /**
     * Makes a token.
     *
     * @param days how long it holds, 1 to 366
     * @throws ChatException {@code INVALID}, {@code FORBIDDEN} when the caller is a token itself
     */
    public NewToken create(Caller caller, String name, int days) {
        caller.refuseToken();
        check(name.strip(), days);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String secret = Secret.generate(Secret.TOKEN);
        ApiToken token = new ApiToken(
                ids.next(),
                Secret.key(secret),
                caller.account(),
                name.strip(),
                Secret.hint(secret),
                now,
                now.plus(Duration.ofDays(days)),
                Optional.empty());
        if (!store.insert(token, MOST)) {
            throw ChatException.invalid("name", "too_many", "You have 100 tokens. Revoke one first.");
        }
        return new NewToken(token, secret);
    }

    private static void check(String name, int days) {
        boolean right = Text.clean(name) && Text.inOneLine(name) && !Text.blank(name) && name.length() <= MAX_NAME;
        if (!right) {
            throw ChatException.invalid(
                    "name", "name_shape", "Name the token in one line of 1 to 64 visible characters.");
        }
        if (days < 1 || days > MAX_DAYS) {
            throw ChatException.invalid("expires_in_days", "out_of_range", "A token holds for 1 to 366 days.");
        }
    }

    /** The caller's tokens, newest first, without their secrets. */
    public List<ApiToken> of(Caller caller) {
        return store.of(caller.account());
    }

    /** Revokes one of the caller's tokens; what is listened to by it ends (G10). */
    public void revoke(Caller caller, long id) {
        caller.refuseToken();
        String key = store.delete(caller.account(), id).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
        hub.end(caller.account(), List.of(key));
        neighbours.changed(caller.account());
    }
}
