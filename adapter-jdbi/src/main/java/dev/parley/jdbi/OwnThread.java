package dev.parley.jdbi;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Opening and closing, on a thread that nobody interrupts. */
final class OwnThread {

    private static final Duration LONG = Duration.ofHours(1);

    private OwnThread() {}

    /** What the work answers or throws; the thread has ended then. */
    static <T> T run(Supplier<T> work) {
        Call<T> call = new Call<>(running -> work.get());
        Thread thread = new Thread(call::run, "parley-db-0");
        thread.setDaemon(true);
        thread.start();
        join(thread, LONG);
        return call.await(new Call.Patience(LONG, LONG, LONG));
    }

    /** Waits for a thread to end. An interrupt is kept for later. */
    static void join(Thread thread, Duration most) {
        boolean interrupted = false;
        long end = System.nanoTime() + most.toNanos();
        while (thread.isAlive() && System.nanoTime() - end < 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
