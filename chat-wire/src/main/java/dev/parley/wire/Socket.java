package dev.parley.wire;

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

    /** The connection has gone. Calling it again does nothing. */
    @Override
    void close();
}
