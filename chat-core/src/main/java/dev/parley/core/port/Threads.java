package dev.parley.core.port;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a chat runs on. Real threads unless said otherwise; whoever gives others, on which one thread and a clock of its own do
 * everything in an order that can be repeated, has a chat that behaves the same every time.
 *
 * <p>Thread-safe. Nobody may interrupt what runs here.
 */
public interface Threads extends AutoCloseable {

    /**
     * Another executor.
     *
     * @param name what its threads are called
     * @param most how many tasks may run side by side; with 1 they run in the order in which they came, each seeing what those
     *     before it did
     */
    Executor executor(String name, int most);

    /** Runs a task once, not before the delay has passed. The task must return at once. */
    void schedule(Duration delay, Runnable task);

    /** Finishes what executors were given, and forgets what is scheduled. What comes later is not run. */
    @Override
    void close();
}
