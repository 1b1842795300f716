package dev.parley.core.model;

import java.time.Instant;

/**
 * Who is asking, and by what right.
 *
 * <p>Thread-safe: immutable.
 *
 * @param sessionKey the session's or token's key: what has to be ended so that this right ends;
 *     empty where the host vouches
 * @param token whether it is an API token, which may neither change the password nor make tokens
 */
public record Caller(AccountId account, String sessionKey, Instant expiresAt, boolean token) {

    /** Somebody for whom the host vouches, until the account is disabled. */
    public static Caller trusted(AccountId account) {
        return new Caller(account, "", Instant.MAX, false);
    }

    /** Whether the host vouches for it, so that there is neither session nor token. */
    public boolean trusted() {
        return sessionKey.isEmpty();
    }

    public Actor actor() {
        return Actor.user(account);
    }

    /** @throws ChatException {@code FORBIDDEN} when the caller is an API token */
    public void refuseToken() {
        if (token) {
            throw ChatException.of(ErrorCode.FORBIDDEN, "An API token cannot do this. Log in instead.");
        }
    }
}
