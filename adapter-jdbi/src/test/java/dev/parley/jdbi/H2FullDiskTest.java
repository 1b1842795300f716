package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.model.Account;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.port.JournalException;
import dev.parley.core.port.JournalException.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 closes a file that it could not write to. Nobody restarts the program for that. */
class H2FullDiskTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private JdbiStores stores;
    private People people;
    private Account alice;
    private Account bob;

    @BeforeEach
    void open() {
        stores = FullDisk.open(
                DatabaseSettings.of("jdbc:h2:file:" + folder.resolve("parley")).withConnections(4));
        people = new People(stores);
        alice = people.person("alice");
        bob = people.person("bob");
    }

    @AfterEach
    void close() {
        FullDisk.free();
        stores.close();
    }

    @Test
    void g14_aFullDiskIsSaidAndOnceThereIsRoomAgainTheNextSendSucceedsAndNothingIsLost() throws Exception {
        List<Change> confirmed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            confirmed.add(people.post(alice, bob, "before " + i));
        }
        FullDisk.fill();

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> people.post(alice, bob, "meanwhile"))
                    .isInstanceOfSatisfying(
                            JournalException.class, e -> assertThat(e.failure()).isIn(Failure.AWAY, Failure.UNKNOWN));
            assertUnavailable(() -> stores.maintenance().check());
            assertUnavailable(() -> stores.journal().nextIds());
        }
        FullDisk.free();

        confirmed.add(soon(() -> people.post(alice, bob, "after")));
        stores.maintenance().check();
        for (int i = 0; i < 5; i++) {
            confirmed.add(people.post(alice, bob, "later " + i));
            assertAllThere(i, confirmed);
        }
    }

    @Test
    void g14_readersAreServedOrToldAndNothingElse() {
        people.post(alice, bob, "before");
        FullDisk.fill();
        assertThatThrownBy(() -> people.post(alice, bob, "meanwhile")).isInstanceOf(JournalException.class);

        for (int i = 0; i < 20; i++) {
            try {
                assertThat(stores.accounts().byId(alice.id())).contains(alice);
            } catch (ChatException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            }
        }
        FullDisk.free();

        assertThat(soon(() -> stores.accounts().byId(alice.id()))).contains(alice);
    }

    @Test
    void g14_aFileThatSomebodyElseHasTakenMeanwhileIsTakenUpAgainAfterwards() throws Exception {
        FullDisk.fill();
        assertThatThrownBy(() -> people.post(alice, bob, "meanwhile")).isInstanceOf(JournalException.class);
        FullDisk.free();

        try (FileChannel other = FileChannel.open(folder.resolve("parley.mv.db"), StandardOpenOption.WRITE)) {
            other.lock();
            assertUnavailable(() -> stores.accounts().byId(alice.id()));
        }

        assertThat(soon(() -> stores.accounts().byId(alice.id()))).contains(alice);
    }

    @Test
    void g14_aFileThatHasGoneIsNotMadeAnew() throws Exception {
        FullDisk.fill();
        assertThatThrownBy(() -> people.post(alice, bob, "meanwhile")).isInstanceOf(JournalException.class);
        FullDisk.free();
        Files.delete(folder.resolve("parley.mv.db"));

        assertUnavailable(() -> stores.accounts().byId(alice.id()));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void idsThatWereDrawnAreNotDrawnAgainAfterReopening() {
        long drawn = stores.journal().nextIds();
        FullDisk.fill();
        assertThatThrownBy(() -> people.post(alice, bob, "meanwhile")).isInstanceOf(JournalException.class);
        FullDisk.free();

        assertThat(soon(() -> stores.journal().nextIds())).isGreaterThan(drawn);
    }

    @Test
    void aFullDiskIsInTheLogOnce() {
        try (Logged logged = new Logged(FailureLog.class)) {
            FullDisk.fill();

            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> people.post(alice, bob, "canary")).isInstanceOf(JournalException.class);
                assertUnavailable(() -> stores.maintenance().check());
            }

            assertThat(logged.lines())
                    .anyMatch(line -> line.startsWith("The database failed: ")
                            && line.contains("No space left on device")
                            && line.contains("(SQL state "))
                    .noneMatch(line -> line.contains("canary") || line.contains("\n"))
                    .hasSizeBetween(1, 2);
        }
    }

    private void assertAllThere(int round, List<Change> confirmed) throws IOException {
        Path copy = folder.resolve("copy" + round);
        Files.copy(folder.resolve("parley.mv.db"), copy.resolveSibling(copy.getFileName() + ".mv.db"));
        try (JdbiStores left =
                JdbiStores.open(DatabaseSettings.of("jdbc:h2:file:" + copy).withConnections(1))) {
            for (Change change : confirmed) {
                assertThat(left.messages().message(bob.id(), change.message().id()))
                        .contains(change.message());
            }
        }
    }

    private static void assertUnavailable(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ChatException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(e.retryAfter()).isPresent();
        });
    }

    private static <T> T soon(Supplier<T> call) {
        long end = System.nanoTime() + SOON.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (ChatException | JournalException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }
}
