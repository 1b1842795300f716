package dev.parley.core.model;

/**
 * On whose behalf something is done. Every use case takes one, and what an actor may do is decided by the core alone.
 *
 * <p>Thread-safe: immutable.
 */
public record Actor(AccountId account) {

    /** A person or bot, by account. */
    public static Actor user(AccountId account) {
        return new Actor(account);
    }
}
