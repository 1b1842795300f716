package dev.parley.core.port;

/**
 * A batch that was not committed, or perhaps was.
 *
 * <p>Thread-safe: immutable.
 */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is known of it. */
    public enum Failure {
        /** Nothing was committed; the same batch can succeed at once (serialization failure, deadlock). */
        CONFLICT,
        /** Nothing was committed; somebody else holds a conversation's row. */
        LOCKED,
        /** Nothing was committed; the store does not take one of the values. */
        REJECTED,
        /** Nothing was committed; the store cannot be reached. */
        AWAY,
        /** Whether it was committed is not known. */
        UNKNOWN
    }

    private final Failure failure;

    public JournalException(Failure failure, Throwable cause) {
        super(failure.name(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
