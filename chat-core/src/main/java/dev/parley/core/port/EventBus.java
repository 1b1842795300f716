package dev.parley.core.port;

/**
 * The doorbell between processes that share a store. It is rung after the commit, and says where to look, not what was
 * committed. It may lose, double and reorder: nothing but speed depends on it, because every node compares its numbers with the
 * store's all the time (G7).
 *
 * <p>Thread-safe.
 */
public interface EventBus extends AutoCloseable {

    /** The longest whisper, in bytes of UTF-8. */
    int LONGEST_WHISPER = 4_000;

    /** Joins as one more node, which hears what the others say from some moment soon on. */
    Line join(Node node);

    /** Lets go of connections and threads. What was not sent by then is not heard. Calling it again does nothing. */
    @Override
    void close();

    /**
     * What one node says to all others. Nothing here blocks, and nothing fails where the others cannot be reached.
     *
     * <p>Thread-safe.
     */
    interface Line extends AutoCloseable {

        /** Rings at the others. Several rings may come together as one. */
        void ring(Bell bell);

        /**
         * Says something to the others that is worth nothing a moment later.
         *
         * @throws IllegalArgumentException when it is longer than {@link #LONGEST_WHISPER}
         */
        void whisper(String text);

        /** Sends what is still to be sent, if that takes no longer than a moment, and hears no more. */
        @Override
        void close();
    }

    /**
     * What one node hears of the others.
     *
     * <p>Thread rule: called by the bus, by several threads at once or within {@link Line#ring}; must return at once.
     */
    interface Node {

        /** Somebody has rung. */
        void rung(Bell bell);

        /** Rings may have been lost, for one because the connection was; it is worth looking everywhere. */
        void missed();

        /** Somebody has whispered. */
        void whispered(String text);
    }
}
