package dev.parley.wire;

import dev.parley.core.event.Ending;

/**
 * The server's end of a conversation over one {@link Connection}: what a transport brings its frames to.
 *
 * <p>Thread rule: {@link #onText} is called by one thread at a time; the others by any.
 */
public interface Socket extends AutoCloseable {

    /** A text frame has come. Never blocks. */
    void onText(String text);

    /** Closes the connection for this reason. */
    void end(CloseCode code, String reason);

    /** Closes the connection because there is nothing to listen to any more. */
    default void ended(Ending why) {
        switch (why) {
            case SESSION_OVER -> end(CloseCode.NOT_LOGGED_IN, "the session has ended");
            case EPOCH_RENEWED, STORE_AWAY, SUBSCRIBER_FAILED -> end(CloseCode.START_AFRESH, Sockets.comeBack());
            case CLOSED -> end(CloseCode.GOING_AWAY, Sockets.comeBack());
        }
    }

    /** The connection has gone. Calling it again does nothing. */
    @Override
    void close();
}
