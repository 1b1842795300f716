package dev.parley.cli.seed;

import dev.parley.core.port.PasswordHasher;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hashes a password once, however many have it: people who are made up share one, and hashing is slow by design.
 *
 * <p>Thread-safe.
 */
public record OneHash(PasswordHasher hasher, Map<String, String> hashes) implements PasswordHasher {

    public OneHash(PasswordHasher hasher) {
        this(hasher, new ConcurrentHashMap<>());
    }

    @Override
    public String hash(String password) {
        return hashes.computeIfAbsent(password, hasher::hash);
    }

    @Override
    public boolean knows(String hash) {
        return hasher.knows(hash);
    }

    @Override
    public boolean matches(String password, String hash) {
        return hasher.matches(password, hash);
    }

    @Override
    public boolean outdated(String hash) {
        return hasher.outdated(hash);
    }
}
