package dev.parley.core.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that one thread does at a time: whoever has put something in wakes it. It works until nobody has woken it since it began,
 * so that nothing is left lying, and however many wake it meanwhile, it works once more.
 *
 * <p>Thread-safe; waking never blocks.
 */
final class Waker {

    private static final System.Logger LOG = System.getLogger(Waker.class.getName());

    private final Executor executor;
    private final Runnable work;
    /** How often it was woken since it last found nothing to do; above 0 it is at work. */
    private final AtomicInteger calls = new AtomicInteger();

    /** @param work takes what is there; what it throws is written to the log, and the next call finds it as ready as before */
    Waker(Executor executor, Runnable work) {
        this.executor = executor;
        this.work = work;
    }

    void wake() {
        if (calls.getAndIncrement() == 0) {
            begin();
        }
    }

    private void begin() {
        try {
            executor.execute(this::run);
        } catch (Throwable refused) { // whatever it is: whoever wakes it next tries again
            calls.set(0);
            LOG.log(System.Logger.Level.ERROR, "Nobody was there to work", refused);
        }
    }

    private void run() {
        int heard = calls.get();
        while (heard > 0) {
            workOnce();
            heard = calls.addAndGet(-heard);
        }
    }

    private void workOnce() {
        try {
            work.run();
        } catch (Throwable failure) { // whatever it is: without this thread the work would never be done again
            LOG.log(System.Logger.Level.ERROR, "Something stumbled", failure);
        }
    }
}
