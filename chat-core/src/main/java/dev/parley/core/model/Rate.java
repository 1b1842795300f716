package dev.parley.core.model;

/**
 * How often something may happen: so many a second in the long run, and so many at once.
 *
 * <p>Thread-safe: immutable.
 */
public record Rate(double perSecond, int burst) {

    /** No limit. */
    public static final Rate UNLIMITED = new Rate(Double.POSITIVE_INFINITY, Integer.MAX_VALUE);

    /** @throws IllegalArgumentException when it would let nothing through */
    public Rate {
        if (!(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException("A rate lets something through");
        }
    }

    public boolean unlimited() {
        return Double.isInfinite(perSecond);
    }
}
