package dev.parley.cli;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is said when a seed is stopped from outside (Ctrl-C, SIGTERM) before it is done: what stays, and how to remove it. The
 * process then ends as the signal would have it.
 *
 * <p>Thread-safe.
 */
final class Interruption implements AutoCloseable {

    private final AtomicInteger posted = new AtomicInteger();
    private final Thread farewell;

    private Interruption(Terminal terminal, int all) {
        this.farewell = new Thread(() -> terminal.complain(line(posted.get(), all)), "parley-seed-stopped");
    }

    /** Keeps watch until it is closed. */
    static Interruption watch(Terminal terminal, int all) {
        Interruption interruption = new Interruption(terminal, all);
        Runtime.getRuntime().addShutdownHook(interruption.farewell);
        return interruption;
    }

    void at(int messages) {
        posted.set(messages);
    }

    static String line(int posted, int all) {
        return String.format(
                Locale.ROOT,
                "Stopped before the end. What was sown stays, with %,d or more of %,d messages;"
                        + " seed --clear removes it and begins anew.",
                posted,
                all);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException e) {
            // the end has begun, and the line is being said
        }
    }
}
