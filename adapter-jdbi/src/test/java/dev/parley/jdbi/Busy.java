package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Keeps connections of a database from everybody else. */
final class Busy {

    private static final long PATIENCE_SECONDS = 60;

    private Busy() {}

    /** Does something while so many connections are taken. */
    static void whileTaken(JdbiStores stores, int connections, Runnable meanwhile) {
        CountDownLatch taken = new CountDownLatch(connections);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            for (int i = 0; i < connections; i++) {
                threads.execute(() -> take(stores, taken, end));
            }
            await(taken);
            meanwhile.run();
        } finally {
            end.countDown();
            threads.shutdown();
        }
    }

    private static void take(JdbiStores stores, CountDownLatch taken, CountDownLatch end) {
        stores.database().writeAtLeisure(handle -> {
            taken.countDown();
            await(end);
            return true;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
