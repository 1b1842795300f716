package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.Change;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Session;
import dev.parley.core.model.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be left if the process were killed at this moment: a copy of the file, opened by itself. */
class H2DurabilityTest {

    private static final int ROUNDS = 20;
    private static final int PATIENCE_SECONDS = 1;

    @TempDir
    private Path folder;

    private JdbiStores stores;
    private People people;
    private int copies;

    @BeforeEach
    void open() {
        stores = JdbiStores.open("jdbc:h2:file:" + folder.resolve("parley"));
        people = new People(stores);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void g1_whatWasCommittedIsInTheFileWhenTheAnswerComes() throws Exception {
        Account alice = people.person("alice");
        Account bob = people.person("bob");

        for (int i = 1; i <= ROUNDS; i++) {
            Change change = people.post(alice, bob, "message " + i);

            try (JdbiStores left = copy()) {
                assertThat(left.messages().message(bob.id(), change.message().id()))
                        .contains(change.message());
            }
        }
    }

    @Test
    void g1_whatAReaderSawIsInTheFile() throws Exception {
        Account alice = people.person("alice");
        Account bob = people.person("bob");
        ConversationId room = people.post(alice, bob, "first").conversation();

        for (int i = 1; i <= ROUNDS; i++) {
            String text = "message " + i;
            CompletableFuture<Change> writing = CompletableFuture.supplyAsync(() -> people.post(alice, bob, text));
            while (!newest(stores, bob, room).content().equals(Optional.of(text))) {
                Thread.onSpinWait();
            }

            try (JdbiStores left = copy()) {
                assertThat(newest(left, bob, room).content()).contains(text);
            }
            writing.join();
        }
    }

    @Test
    void g13_whoReadsForLongHoldsUpNoCommit() throws Exception {
        Account alice = people.person("alice");
        Account bob = people.person("bob");
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch committed = new CountDownLatch(1);
        CompletableFuture<Boolean> slow =
                CompletableFuture.supplyAsync(() -> stores.database().read(handle -> {
                    reading.countDown();
                    return awaited(committed);
                }));
        assertThat(awaited(reading)).isTrue();

        people.post(alice, bob, "meanwhile");
        committed.countDown();

        assertThat(slow.join()).as("committed before the read was over").isTrue();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void severalReadsSeeTheSameAndWhatFollowsSeesMore() {
        Account alice = people.person("alice");
        Account bob = people.person("bob");
        people.post(alice, bob, "first");

        List<Long> counts = stores.database().snapshot(handle -> {
            long before = count(handle);
            CompletableFuture.runAsync(() -> people.post(alice, bob, "meanwhile"))
                    .join();
            return List.of(before, count(handle));
        });

        assertThat(counts).containsExactly(1L, 1L);
        assertThat(stores.database().<Long>read(H2DurabilityTest::count)).isEqualTo(2);
        people.post(alice, bob, "the connection is as it was");
        assertThat(stores.database().<Long>snapshot(H2DurabilityTest::count)).isEqualTo(3);
    }

    private static long count(Handle handle) {
        return handle.createQuery("select count(*) from parley_message")
                .mapTo(Long.class)
                .one();
    }

    @Test
    void g1_accountsPasswordsAndSessionsAreInTheFileWhenTheAnswerComes() throws Exception {
        Account alice = people.person("alice");
        String old = stores.accounts().credentials("alice").orElseThrow().passwordHash();
        stores.accounts().replacePassword(alice.id(), old, "hash");
        Session session = new Session("key", alice.id(), people.now(), people.now(), people.now());
        stores.sessions().insert(session, Optional.of("hash"), 5);

        try (JdbiStores left = copy()) {
            assertThat(left.accounts().credentials("alice").orElseThrow().passwordHash())
                    .isEqualTo("hash");
            assertThat(left.sessions().find("key")).contains(session);
        }
    }

    @Test
    void g1_theFileStaysSmall() throws Exception {
        Account alice = people.person("alice");
        Pair notes = Pair.of(alice.id(), alice.id());
        for (int i = 0; i < 300; i++) {
            people.commit(List.of(people.posting(alice, notes, "message " + i)));
        }

        assertThat(Files.size(folder.resolve("parley.mv.db"))).isLessThan(16 * 1024 * 1024);
    }

    private static Message newest(JdbiStores stores, Account reader, ConversationId room) {
        return stores.messages()
                .window(reader.id(), room, Window.latest(1))
                .orElseThrow()
                .messages()
                .get(0);
    }

    private JdbiStores copy() throws IOException {
        String name = "copy" + copies++;
        Files.copy(folder.resolve("parley.mv.db"), folder.resolve(name + ".mv.db"));
        return JdbiStores.open(
                DatabaseSettings.of("jdbc:h2:file:" + folder.resolve(name)).withConnections(1));
    }
}
