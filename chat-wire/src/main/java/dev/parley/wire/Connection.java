package dev.parley.wire;

/**
 * A connection as the protocol needs it: a few methods, which an adapter puts over its own sockets.
 *
 * <p>Thread rule: any thread may call. None of the methods blocks.
 */
public interface Connection {

    /** Is told once what became of a write; may be called by any thread, also before {@link #write} has returned. */
    interface Callback {

        /** The frame has left. */
        void written();

        /** The frame will not arrive. */
        void failed();
    }

    /** Sends one text frame. There is never more than one on the way. */
    void write(Frame frame, Callback callback);

    /** How many frames of any kind have come so far, also those that bring no text; 0 where that is not known. */
    default long received() {
        return 0;
    }

    /** Says good-bye and closes; what is on the way may still arrive before. Calling it again does nothing. */
    void close(int code, String reason);

    /** Cuts the connection at once and lets go of all that waits in it. */
    void disconnect();
}
