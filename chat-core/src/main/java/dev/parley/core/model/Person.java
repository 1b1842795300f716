package dev.parley.core.model;

import java.util.Optional;

/**
 * What everybody may see of an account.
 *
 * <p>Thread-safe: immutable.
 */
public record Person(AccountId id, AccountKind kind, Optional<String> username, String displayName) {}
