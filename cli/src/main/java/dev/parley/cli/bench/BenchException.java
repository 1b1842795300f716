package dev.parley.cli.bench;

import java.io.IOException;

/**
 * Why there is nothing to measure: the server is away, or will not have this load. Its message is one line that says what to do.
 *
 * <p>Thread-safe: immutable.
 */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static BenchException cannotOpen(IOException why) {
        return new BenchException("A connection cannot be opened: " + why.getMessage()
                + ". A process may have only so many files (ulimit -n), and an address only so many ports"
                + " (net.ipv4.ip_local_port_range).");
    }

    public BenchException(String message) {
        super(message, null, false, false);
    }
}
