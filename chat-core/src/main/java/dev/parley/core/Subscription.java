package dev.parley.core;

/**
 * A subscriber being told what happens.
 *
 * <p>Thread-safe. After {@link #close()} at most a call that was under way still arrives.
 */
public final class Subscription implements AutoCloseable {

    private final Runnable stop;

    Subscription(Runnable stop) {
        this.stop = stop;
    }

    /** Stops listening. Calling it again does nothing. */
    @Override
    public void close() {
        stop.run();
    }
}
