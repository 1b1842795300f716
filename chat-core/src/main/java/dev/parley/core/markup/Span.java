package dev.parley.core.markup;

/**
 * A piece of a text, by its places in UTF-16 units: {@code from} belongs to it, {@code to} does not.
 *
 * <p>Thread-safe: immutable.
 */
public record Span(int from, int to) {

    /** @throws IllegalArgumentException when it begins before the text or ends before it begins */
    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("No piece of a text: " + from + " to " + to);
        }
    }

    /** What a text says there. */
    public String of(String text) {
        return text.substring(from, to);
    }
}
