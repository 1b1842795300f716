package dev.parley.jdbi;

import java.time.Instant;

/**
 * What of a conversation a search has still to look through. Times never go back within a conversation, so what is left is as old as
 * its newest message at least.
 *
 * <p>Thread-safe: immutable.
 *
 * @param below the first number that is too high
 * @param latest no message that is left is later
 * @param texts how many there are in it at most
 * @param begun whether the newest part has been looked through
 */
record Reach(long conversation, long below, Instant latest, long texts, boolean begun) {

    static Reach all(long conversation, Instant latest, long texts) {
        return new Reach(conversation, Long.MAX_VALUE, latest, texts, false);
    }

    Reach below(long seq) {
        return new Reach(conversation, Math.min(seq, below), latest, texts, begun);
    }

    /** What is left when it was looked through down to a message. */
    Reach down(long seq, Instant at) {
        return new Reach(conversation, seq, at.isBefore(latest) ? at : latest, texts, true);
    }
}
