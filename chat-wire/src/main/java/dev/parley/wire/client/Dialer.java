package dev.parley.wire.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Makes connections; all that a client needs of a network.
 *
 * <p>Thread rule: one thread at a time calls, and it is not kept waiting.
 */
public interface Dialer {

    /** Begins to connect. Whatever becomes of it is told to the ear, by any thread. */
    Line dial(Ear ear);

    /**
     * Is told what becomes of one line: {@link #text} any number of times, then one of the others once.
     *
     * <p>Thread rule: any thread calls, one at a time. None of the methods blocks.
     */
    interface Ear {

        /**
         * A text frame has come. The next one is not to be brought before this one was handled, so that a client which is slow
         * does not gather what it cannot read.
         *
         * @param handled to be called once, by any thread
         */
        void text(String frame, Runnable handled);

        /**
         * The line has ended.
         *
         * @param code the close code; 1006 where there was none
         */
        void closed(int code, String reason);

        /**
         * The server has answered something else than yes.
         *
         * @param status of HTTP
         */
        void refused(int status, Optional<Duration> retryAfter);
    }
}
