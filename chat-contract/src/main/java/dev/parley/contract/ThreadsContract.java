package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.port.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What whatever a chat runs on has to do. */
public interface ThreadsContract {

    /** New threads, to be closed by the test. */
    Threads threads();

    /** Returns when {@code done} is open; lets happen what has to happen for that. */
    void await(CountDownLatch done);

    @Test
    default void oneAtATimeIsInOrderAndEachSeesWhatThoseBeforeItDid() {
        try (Threads threads = threads()) {
            Executor executor = threads.executor("one", 1);
            List<Integer> order = new CopyOnWriteArrayList<>();
            CountDownLatch done = new CountDownLatch(100);

            IntStream.range(0, 100)
                    .forEach(number -> executor.execute(() -> {
                        order.add(number);
                        done.countDown();
                    }));

            await(done);
            assertThat(order).hasSize(100).isSorted();
        }
    }

    @Test
    default void whatIsGivenByATaskIsRunAfterIt() {
        try (Threads threads = threads()) {
            Executor executor = threads.executor("one", 1);
            List<String> order = new CopyOnWriteArrayList<>();
            CountDownLatch done = new CountDownLatch(1);

            executor.execute(() -> {
                executor.execute(() -> {
                    order.add("given");
                    done.countDown();
                });
                order.add("giver");
            });

            await(done);
            assertThat(order).containsExactly("giver", "given");
        }
    }

    @Test
    default void whatIsScheduledRunsOnceAndTheSoonerFirst() {
        try (Threads threads = threads()) {
            List<String> order = new CopyOnWriteArrayList<>();
            CountDownLatch done = new CountDownLatch(2);

            threads.schedule(Duration.ofMillis(200), () -> {
                order.add("later");
                done.countDown();
            });
            threads.schedule(Duration.ofMillis(1), () -> {
                order.add("sooner");
                done.countDown();
            });

            await(done);
            assertThat(order).containsExactly("sooner", "later");
        }
    }

    @Test
    default void whatComesAfterTheEndIsNotRunAndHurtsNobody() {
        Threads threads = threads();
        Executor executor = threads.executor("one", 1);
        List<String> run = new CopyOnWriteArrayList<>();
        threads.schedule(Duration.ofMillis(1), () -> run.add("scheduled before"));
        threads.close();

        executor.execute(() -> run.add("given after"));
        threads.schedule(Duration.ZERO, () -> run.add("scheduled after"));

        try (Threads others = threads()) {
            CountDownLatch done = new CountDownLatch(1);
            others.schedule(Duration.ofMillis(50), done::countDown);
            await(done);
        }
        assertThat(run).doesNotContain("given after", "scheduled after");
    }
}
