package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.internal.DaemonThreads;
import dev.parley.core.port.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest implements ThreadsContract {

    @Override
    public Threads threads() {
        return new DaemonThreads();
    }

    @Override
    public void await(CountDownLatch done) {
        try {
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void afterClosingNoThreadIsLeft() {
        CountDownLatch begun = new CountDownLatch(1);
        List<Thread> used = new CopyOnWriteArrayList<>();
        Threads threads = threads();
        threads.schedule(Duration.ofHours(1), begun::countDown);
        threads.executor("slow", 1).execute(() -> {
            used.add(Thread.currentThread());
            begun.countDown();
            takeTime();
        });
        await(begun);

        threads.close();

        assertThat(used).hasSize(1).noneMatch(Thread::isAlive);
    }

    @Test
    void whoClosesItFromWithinDoesNotWaitForItself() {
        CountDownLatch closed = new CountDownLatch(1);
        Threads threads = threads();

        long start = System.nanoTime();
        threads.executor("one", 1).execute(() -> {
            threads.close();
            closed.countDown();
        });
        await(closed);

        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(4));
    }

    /** A store may begin threads of its own on ours, which end when it is closed. */
    @Test
    void whatOthersBeganOnItsThreadsIsNotWaitedFor() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Threads threads = threads();
        threads.executor("one", 1).execute(() -> {
            Thread others = new Thread(() -> await(over));
            others.setDaemon(true);
            others.start();
            begun.countDown();
        });
        await(begun);

        long start = System.nanoTime();
        threads.close();
        over.countDown();

        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(4));
    }

    private static void takeTime() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
