package dev.parley.core;

import dev.parley.core.internal.Listener;

/**
 * A subscriber being told what happens.
 *
 * <p>Thread-safe. After {@link #close()} at most a call that was under way still arrives.
 */
public final class Subscription implements AutoCloseable {

    private final Listener listener;

    Subscription(Listener listener) {
        this.listener = listener;
    }

    /** Stops listening. Calling it again does nothing. */
    @Override
    public void close() {
        listener.close();
    }
}
