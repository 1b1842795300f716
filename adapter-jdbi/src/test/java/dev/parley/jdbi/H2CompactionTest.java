package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.Command;
import dev.parley.core.model.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2CompactionTest {

    private static final int PEOPLE = 200;
    private static final int BATCHES = 150;
    private static final int BATCH = 60;
    private static final long BETWEEN_POSTS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aCommitIsFollowedByStepsUntilThereIsNothingToMove() throws InterruptedException {
        BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>(List.of(true, true, false, true));
        BlockingQueue<Boolean> steps = new LinkedBlockingQueue<>();
        try (H2Compaction compaction = new H2Compaction(() -> {
            boolean moved = answers.remove();
            steps.add(moved);
            return moved;
        })) {
            compaction.committed();

            assertThat(next(steps)).isTrue();
            assertThat(next(steps)).isTrue();
            assertThat(next(steps)).isFalse();
            assertThat(answers).hasSize(1);
        }
    }

    @Test
    void aStepThatFailedIsNotTheLast() throws InterruptedException {
        BlockingQueue<String> steps = new LinkedBlockingQueue<>();
        try (H2Compaction compaction = new H2Compaction(() -> {
            steps.add("step");
            throw new IllegalStateException("The file is closed");
        })) {
            compaction.committed();
            assertThat(next(steps)).isEqualTo("step");
            compaction.committed();

            assertThat(next(steps)).isEqualTo("step");
        }
    }

    @Test
    void aFileThatHasGrownUnderLoadShrinksWhenThereIsLittleToDo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("parley.mv.db");
        try (JdbiStores stores = JdbiStores.open("jdbc:h2:file:" + folder.resolve("parley"))) {
            People people = new People(stores);
            Account alice = people.person("alice");
            List<Account> others = IntStream.range(0, PEOPLE)
                    .mapToObj(i -> people.person("person" + i))
                    .toList();
            Random random = new Random(1);
            for (int i = 0; i < BATCHES; i++) {
                people.commit(batch(people, alice, others, random));
            }

            long most = Files.size(file);

            long end = System.nanoTime() + PATIENCE.toNanos();
            while (Files.size(file) > most / 2 && System.nanoTime() < end) {
                people.post(alice, others.get(0), "Nothing much");
                LockSupport.parkNanos(BETWEEN_POSTS);
            }

            assertThat(Files.size(file)).isLessThanOrEqualTo(most / 2);
        }
    }

    private static List<Command> batch(People people, Account alice, List<Account> others, Random random) {
        List<Command> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            Account other = others.get(random.nextInt(PEOPLE));
            batch.add(people.posting(other, Pair.of(alice.id(), other.id()), "Where is the key? " + random.nextLong()));
        }
        return batch;
    }

    private static <T> T next(BlockingQueue<T> steps) throws InterruptedException {
        T step = steps.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(step).isNotNull();
        return step;
    }
}
