package dev.parley.jdbi;

/**
 * A database that cannot be used as it is. Its message is one line for whoever runs Parley: what is wrong and what to do; it
 * holds no password.
 *
 * <p>Thread-safe: immutable.
 */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseException(String message) {
        super(message);
    }

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
