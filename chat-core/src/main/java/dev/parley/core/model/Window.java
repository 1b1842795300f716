package dev.parley.core.model;

/**
 * Which part of a conversation's messages is wanted.
 *
 * <p>Thread-safe: immutable.
 *
 * @param seq where the window lies; ignored for {@link Side#LATEST}
 * @param limit how many messages at the most, 1 to 100
 */
public record Window(Side side, long seq, int limit) {

    /** How many messages a window or another page of messages has at the most. */
    public static final int MOST = 100;

    /** @throws IllegalArgumentException when the limit is not 1 to {@link #MOST} */
    public Window {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("A window has 1 to " + MOST + " messages, not " + limit);
        }
    }

    /** Where the window lies as seen from its seq. */
    public enum Side {
        /** The newest messages. */
        LATEST,
        /** The last ones with a lower seq. */
        BEFORE,
        /** The first ones with a higher seq. */
        AFTER,
        /** The larger half of them up to the seq, the others after it; neither side is filled up from the other. */
        AROUND
    }

    public static Window latest(int limit) {
        return new Window(Side.LATEST, Long.MAX_VALUE, limit);
    }

    public static Window before(long seq, int limit) {
        return new Window(Side.BEFORE, seq, limit);
    }

    public static Window after(long seq, int limit) {
        return new Window(Side.AFTER, seq, limit);
    }

    public static Window around(long seq, int limit) {
        return new Window(Side.AROUND, seq, limit);
    }
}
