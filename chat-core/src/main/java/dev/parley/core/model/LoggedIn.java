package dev.parley.core.model;

import java.time.Instant;

/**
 * A fresh session: the only moment at which its secret is known.
 *
 * <p>Thread-safe: immutable. Its text never shows the secret.
 */
public record LoggedIn(Account account, String secret, Instant expiresAt) {

    @Override
    public String toString() {
        return "LoggedIn[" + account.id() + "]";
    }
}
