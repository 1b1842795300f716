package dev.parley.jdbi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * The only threads that touch JDBC. Nobody interrupts them: an interrupt inside H2 closes the whole database for everyone, so a
 * caller, who may be interrupted, never runs a statement himself.
 *
 * <p>Thread-safe.
 */
final class Workers implements AutoCloseable {

    private static final int QUEUE = 10_000;
    private static final Duration CLOSE = Duration.ofSeconds(20);
    private static final Call<?> END = new Call<>(call -> null);

    private final BlockingDeque<Call<?>> queue = new LinkedBlockingDeque<>(QUEUE);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /** @param leaving run by each thread as its last act */
    Workers(int count, Runnable leaving) {
        for (int i = 1; i <= count; i++) {
            Thread thread = new Thread(() -> work(leaving), "parley-db-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** Queues a call; {@code urgent} ones overtake. A call that cannot be queued is dropped, which its caller learns at once. */
    void submit(Call<?> call, boolean urgent) {
        boolean queued = !closed && (urgent ? queue.offerFirst(call) : queue.offerLast(call));
        if (!queued || closed) {
            call.drop();
        }
    }

    private void work(Runnable leaving) {
        try {
            for (Call<?> call = next(); call != END; call = next()) {
                call.run();
            }
        } finally {
            leaving.run();
        }
    }

    private Call<?> next() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException stray) {
                // nobody has a right to interrupt these threads; the flag is cleared now, and work goes on
                continue;
            }
        }
    }

    /** Lets what runs finish, drops what waits. */
    @Override
    public void close() {
        closed = true;
        List<Call<?>> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        waiting.forEach(Call::drop);
        threads.forEach(thread -> queue.offerLast(END));
        threads.forEach(thread -> OwnThread.join(thread, CLOSE));
    }
}
