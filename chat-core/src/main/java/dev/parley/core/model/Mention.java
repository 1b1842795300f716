package dev.parley.core.model;

/**
 * Somebody whom a message calls by name.
 *
 * <p>Thread-safe: immutable.
 */
public record Mention(AccountId account, String username) {}
