package dev.parley.core.model;

/**
 * The id of a message. Unique for ever, below 2<sup>53</sup> so that every client can hold it, and without any order.
 *
 * <p>Thread-safe: immutable.
 */
public record MessageId(long value) {

    /** @throws IllegalArgumentException when the value is not between 1 and 2<sup>53</sup> - 1 */
    public MessageId {
        Ids.check(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
