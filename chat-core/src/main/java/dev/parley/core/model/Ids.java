package dev.parley.core.model;

/** What all ids have in common. */
final class Ids {

    private static final long MAX = (1L << 53) - 1;

    private Ids() {}

    static void check(long value) {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("An id lies between 1 and 2^53 - 1, not " + value);
        }
    }
}
