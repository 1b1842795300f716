package dev.parley.wire.client;

/**
 * Why a client does not come back by itself.
 *
 * <p>Thread-safe: immutable.
 *
 * @param detail a sentence for people
 */
public record Stopped(Why why, String detail) {

    /** What there is to do about it. */
    public enum Why {
        /** Log in, and begin again with the new token. */
        NOT_LOGGED_IN,
        /** Close another connection of this user first. */
        TOO_MANY_CONNECTIONS,
        /** Server and client do not understand each other, or this is no server of Parley. */
        REFUSED,
        /** Nothing: it was closed. */
        CLOSED
    }
}
