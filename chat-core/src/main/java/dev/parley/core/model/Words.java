package dev.parley.core.model;

import java.util.Set;

/**
 * A checked text with the names that it calls people by.
 *
 * <p>Thread-safe: immutable.
 *
 * @param names in the form of {@link Username#folded}
 */
public record Words(String content, Set<String> names) {}
