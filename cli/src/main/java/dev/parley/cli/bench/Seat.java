package dev.parley.cli.bench;

/**
 * Whom one connection belongs to, and which conversation it follows.
 *
 * <p>Thread-safe: immutable.
 *
 * @param token the secret of a session
 */
public record Seat(String token, long conversation) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "Seat[conversation=" + conversation + "]";
    }
}
