package dev.parley.wire;

/**
 * The server's end of a conversation over one {@link Connection}: what a transport brings its frames to.
 *
 * <p>Thread rule: {@link #onText} is called by one thread at a time; the others by any.
 */
public interface Socket extends AutoCloseable {

    /** A text frame has come. Never blocks. */
    void onText(String text);

    /** Closes the connection for this reason; what waits to be sent is dropped. */
    void end(CloseCode code, String reason);

    /**
     * Takes no more commands, and closes the connection when those that it took are answered and the answers written. Whoever
     * does not want to wait for that calls {@link #end} later.
     */
    void finish(CloseCode code, String reason);

    /** The connection has gone. Calling it again does nothing. */
    @Override
    void close();
}
