package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.model.Account;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallersTest {

    @TempDir
    private Path folder;

    @Test
    void interruptedCallersGetTheirAnswerAndTheDatabaseStaysOpen() {
        DatabaseSettings file = DatabaseSettings.of("jdbc:h2:file:" + folder.resolve("parley"));
        try (JdbiStores stores = JdbiStores.open(file)) {
            People people = new People(stores);
            Account alice = people.person("alice");

            List<Boolean> interrupted = Crowd.of(16, i -> {
                Thread.currentThread().interrupt();
                people.person("person" + i);
                assertThat(stores.accounts().byId(alice.id())).isPresent();
                return Thread.interrupted();
            });

            assertThat(interrupted).containsOnly(true);
            assertThat(stores.describe().accounts()).isEqualTo(17);
        }
    }

    @Test
    void openingAndClosingWhileInterruptedIsHarmless() {
        DatabaseSettings file = DatabaseSettings.of("jdbc:h2:file:" + folder.resolve("parley"));
        Thread.currentThread().interrupt();
        JdbiStores.open(file).close();
        assertThat(Thread.interrupted()).isTrue();

        assertThat(JdbiStores.migrate(file).created()).isFalse();
    }

    @Test
    void g14_whoCannotBeServedInTimeIsToldThatNothingWasDone() {
        try (JdbiStores stores = JdbiStores.open(memory().withConnections(1))) {
            People people = new People(stores);
            Account alice = people.person("alice");

            Busy.whileTaken(stores, 1, () -> {
                long start = System.nanoTime();
                assertThatThrownBy(() -> stores.accounts().change(alice.id(), profile -> Profile.of("Other")))
                        .isInstanceOfSatisfying(ChatException.class, e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                            assertThat(e.retryAfter()).isPresent();
                        });
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            });

            assertThat(stores.accounts().byId(alice.id()).orElseThrow().displayName())
                    .isEqualTo("alice");
        }
    }

    @Test
    void afterClosingNoThreadIsLeftAndCallsAreRefused() {
        JdbiStores stores = JdbiStores.open(memory());
        stores.maintenance().check();
        stores.close();

        assertThatThrownBy(() -> stores.maintenance().check()).isInstanceOf(ChatException.class);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .collect(Collectors.toSet()))
                .noneMatch(name -> name.startsWith("parley-db-"));
    }

    private static DatabaseSettings memory() {
        return DatabaseSettings.of("jdbc:h2:mem:" + UUID.randomUUID()).withConnections(4);
    }
}
