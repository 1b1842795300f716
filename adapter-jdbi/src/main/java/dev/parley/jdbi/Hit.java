package dev.parley.jdbi;

import java.time.Instant;
import java.util.Comparator;

/**
 * A message that a search found, by its place.
 *
 * <p>Thread-safe: immutable.
 */
record Hit(long conversation, long seq, Instant sentAt) {

    static final Comparator<Hit> NEWEST_FIRST = Comparator.comparing(Hit::sentAt)
            .thenComparingLong(Hit::conversation)
            .thenComparingLong(Hit::seq)
            .reversed();
}
