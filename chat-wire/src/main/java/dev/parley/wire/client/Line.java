package dev.parley.wire.client;

/**
 * One connection to a server, from dialling to its end; a {@link Dialer} makes it.
 *
 * <p>Thread rule: one thread at a time calls. None of the methods blocks.
 */
public interface Line {

    /** Sends one text frame after those before. */
    void write(String frame);

    /** Says good-bye and lets go. */
    void close();

    /** Lets go at once. */
    void cut();
}
