package dev.parley.wire;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * What a connection has read from the store: one at a time, the next when the answer to the last has been written. So a client on
 * a slow line pulls no faster than it reads, and none keeps the store busy for itself alone.
 *
 * <p>Thread-safe; nothing here blocks.
 */
final class Turns {

    private static final int MOST_WAITING = 100;

    private final Executor blocking;
    private final Queue<Runnable> waiting = new ArrayDeque<>(1);
    private boolean busy;

    /** @param blocking carries out what has to wait for the store */
    Turns(Executor blocking) {
        this.blocking = blocking;
    }

    /** Has it done when its turn has come, which lasts until {@link #next}; false when too much waits already. */
    boolean take(Runnable work) {
        boolean room = enqueue(work);
        begin();
        return room;
    }

    private synchronized boolean enqueue(Runnable work) {
        return waiting.size() < MOST_WAITING && waiting.add(work);
    }

    /** The turn that was taken last is over. */
    void next() {
        synchronized (this) {
            busy = false;
        }
        begin();
    }

    private void begin() {
        due().ifPresent(blocking::execute);
    }

    private synchronized Optional<Runnable> due() {
        Optional<Runnable> due = busy ? Optional.empty() : Optional.ofNullable(waiting.poll());
        busy |= due.isPresent();
        return due;
    }
}
