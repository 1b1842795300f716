package dev.parley.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Does one thing from many threads at the same moment. */
final class Crowd {

    private static final int PATIENCE_SECONDS = 60;

    private Crowd() {}

    /**
     * What the task answered to 0, 1, 2 …, each asked on a thread of its own; all begin together.
     *
     * @throws AssertionError when one fails or they do not end
     */
    static <T> List<T> atOnce(int count, IntFunction<T> task) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<T>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                answers.add(threads.submit(() -> {
                    start.await();
                    return task.apply(number);
                }));
            }
            start.countDown();
            return answers.stream().map(Crowd::answer).toList();
        } finally {
            threads.shutdown();
        }
    }

    /** The answer, once it is there. */
    static <T> T answer(Future<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("One of many at once failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("They have not ended", e);
        }
    }
}
