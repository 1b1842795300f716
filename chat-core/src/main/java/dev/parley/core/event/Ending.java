package dev.parley.core.event;

/**
 * Why nothing follows any more.
 *
 * <p>Thread-safe: immutable.
 */
public enum Ending {
    /** The right to listen is gone: logged out, password changed, token revoked, account disabled (G10). */
    SESSION_OVER,
    /** History may have been lost: whatever was loaded is to be thrown away, and loaded afresh under the new epoch. */
    EPOCH_RENEWED,
    /** The store has not answered for half a minute: what was loaded stays, and what is missing is pulled later (G14). */
    STORE_AWAY,
    /** What was told could not be taken: the subscriber failed. What is missing is pulled by whoever comes back. */
    SUBSCRIBER_FAILED,
    /** The chat is closed. */
    CLOSED
}
