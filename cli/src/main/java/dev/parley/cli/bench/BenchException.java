package dev.parley.cli.bench;

/**
 * Why there is nothing to measure: the server is away, or will not have this load. Its message is one line that says what to do.
 *
 * <p>Thread-safe: immutable.
 */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BenchException(String message) {
        super(message, null, false, false);
    }
}
