package dev.parley.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A named key of a program. The secret is shown once, when it is made; what is kept is its hash and a hint.
 *
 * <p>Thread-safe: immutable.
 *
 * @param key SHA-256 of the secret, in hex
 * @param hint the prefix and the last four characters, so that people can tell their tokens apart
 */
public record ApiToken(
        long id,
        String key,
        AccountId account,
        String name,
        String hint,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> usedAt) {}
