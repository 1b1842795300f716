package dev.parley.core.model;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A checked text with the names that it calls people by.
 *
 * <p>Thread-safe: immutable.
 *
 * @param names in the form of {@link Username#folded}
 */
public record Words(String content, Set<String> names) {

    /** The same, calling nobody by these. */
    public Words without(Set<String> hidden) {
        Set<String> left = new LinkedHashSet<>(names);
        left.removeAll(hidden);
        return new Words(content, left);
    }
}
