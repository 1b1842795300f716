package dev.parley.core.model;

import java.time.Instant;

/**
 * That somebody is logged in. The secret itself is never stored, only its hash, which is the session's {@code key}.
 *
 * <p>Thread-safe: immutable.
 *
 * @param key SHA-256 of the secret, in hex
 * @param usedAt when it was last used, to the minute or so; idle sessions end
 * @param expiresAt when it ends whatever happens
 */
public record Session(String key, AccountId account, Instant createdAt, Instant usedAt, Instant expiresAt) {}
