package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.Command;
import dev.parley.core.model.Pair;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2CompactionTest {

    private static final int PEOPLE = 200;
    private static final int BATCHES = 150;
    private static final int BATCH = 60;
    private static final long LONGER_THAN_H2_KEEPS = TimeUnit.SECONDS.toNanos(10);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long BETWEEN_POSTS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int HALF = 50;
    private static final int PERCENT = 40_000 / 100;
    private static final int STEPS = 50;

    @Test
    void whatALoadLeavesBehindIsMovedWithTheCommitsThatFollow(@TempDir Path folder) {
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

            long begun = System.nanoTime();
            while (System.nanoTime() - begun < LONGER_THAN_H2_KEEPS || live(stores) < HALF) {
                assertThat(System.nanoTime() - begun).isLessThan(PATIENCE);
                people.post(alice, others.get(0), "Nothing much");
                LockSupport.parkNanos(BETWEEN_POSTS);
            }

            assertThat(live(stores)).isGreaterThanOrEqualTo(HALF);
        }
    }

    private static int live(JdbiStores stores) {
        return stores.database().read(handle -> {
            try {
                return H2Compaction.live(
                        H2Sync.database(handle.getConnection()).getStore().getMvStore());
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static List<Command> batch(People people, Account alice, List<Account> others, Random random) {
        List<Command> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            Account other = others.get(random.nextInt(PEOPLE));
            batch.add(people.posting(other, Pair.of(alice.id(), other.id()), "Where is the key? " + random.nextLong()));
        }
        return batch;
    }

    /** Two old chunks, each with more that is live than one step moves. */
    @Test
    void aChunkThatIsTooLargeForAStepIsMovedAtLast(@TempDir Path folder) {
        H2Compaction compaction = new H2Compaction();
        try (MVStore file = new MVStore.Builder()
                .fileName(folder.resolve("file").toString())
                .autoCommitDisabled()
                .autoCompactFillRate(0)
                .open()) {
            file.setRetentionTime(0);
            write(file, 100);
            write(file, 80);
            write(file, 65);
            assertThat(H2Compaction.live(file)).isLessThan(HALF);

            for (int i = 0; i < STEPS; i++) {
                compaction.step(file);
                file.commit();
            }

            assertThat(H2Compaction.live(file)).isGreaterThanOrEqualTo(HALF);
        }
    }

    /** The first so many hundredths of all there is, anew. */
    private static void write(MVStore file, int percent) {
        MVMap<Integer, String> map = file.openMap("map");
        for (int i = 0; i < percent * PERCENT; i++) {
            map.put(
                    i,
                    "a hundred bytes, more or less, of which each is as good as the other, and none is the same " + i);
        }
        file.commit();
    }
}
