package dev.parley.core.model;

/**
 * A place in a conversation's log: behind the change with this seq; 0 is before all.
 *
 * <p>Thread-safe: immutable.
 */
public record Position(ConversationId conversation, long seq) {

    /** @throws IllegalArgumentException for a negative seq */
    public Position {
        if (seq < 0) {
            throw new IllegalArgumentException("A position is 0 or more");
        }
    }
}
