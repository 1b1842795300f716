package dev.parley.core.internal;

import dev.parley.core.port.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/**
 * Real threads, which keep no process alive.
 *
 * <p>Thread-safe.
 */
public final class DaemonThreads implements Threads {

    private static final long CLOSE = TimeUnit.SECONDS.toNanos(5);

    private final List<Thread> own = new CopyOnWriteArrayList<>();
    private final List<ExecutorService> executors = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, named("parley-timer"), new DiscardPolicy());

    public DaemonThreads() {
        executors.add(timer);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Executor executor(String name, int most) {
        ExecutorService made = new ThreadPoolExecutor(
                most, most, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name), new DiscardPolicy());
        executors.add(made);
        return made;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // tasks answer for themselves
    public void schedule(Duration delay, Runnable task) {
        timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until they have ended, five seconds at the most; a thread of its own does not wait for itself. */
    @Override
    public void close() {
        executors.forEach(ExecutorService::shutdown);
        if (!own.contains(Thread.currentThread())) {
            join();
        }
    }

    /** An interrupt is kept for later. */
    private void join() {
        boolean interrupted = false;
        long end = System.nanoTime() + CLOSE;
        for (Thread thread : own) {
            while (thread.isAlive() && System.nanoTime() - end < 0) {
                try {
                    TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            own.removeIf(other -> other.getState() == Thread.State.TERMINATED);
            own.add(thread);
            return thread;
        };
    }
}
