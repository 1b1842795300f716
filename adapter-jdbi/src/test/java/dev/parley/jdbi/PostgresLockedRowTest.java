package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.Chat;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Registration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody at the database's own prompt holds a conversation's row, and goes for lunch. */
class PostgresLockedRowTest {

    private static final int OTHERS = 8;

    /** What the first one waits for the row, and those who wait behind him. */
    private static final Duration FOUND_OUT = Duration.ofMillis(1_900);

    /** Far below what a lane that waits for the row again would take. */
    private static final Duration UNHELD = Duration.ofMillis(700);

    private final DatabaseSettings settings = PostgresServer.shared().database();
    private final JdbiStores stores = JdbiStores.open(settings);
    private final Chat chat = Chat.builder()
            .stores(stores)
            .passwords(new Pbkdf2Hasher(1_000))
            .limits(Limits.defaults().withoutRates())
            .build();
    private final Account alice = person("alice");
    private final Account bob = person("bob");
    private final List<Account> others =
            IntStream.range(0, OTHERS).mapToObj(i -> person("other" + i)).toList();

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void g13_g14_whoeverHoldsARowHoldsUpThatConversationAlone() throws SQLException {
        Message before = post(bob, "before");
        others.forEach(other -> post(other, "before"));

        try (Connection holder = hold(before)) {
            Duration first = timed(() -> refused("at first"));
            assertThat(first).isLessThan(Duration.ofMillis(2_800));
            assertThat(timed(() -> refused("once more"))).isLessThan(Duration.ofMillis(2_800));
            holder.rollback();
        }
        long after = post(bob, "after").seq();

        assertThat(after).isEqualTo(before.seq() + 1);
        assertThat(stores.journal().log(before.conversation(), 0, 10).changes())
                .extracting(PostgresLockedRowTest::text)
                .containsExactly("before", "after");
    }

    @Test
    void g14_othersWaitOnceForItAndNotAgain() throws Exception {
        Message before = post(bob, "before");
        others.forEach(other -> post(other, "before"));

        try (Connection holder = hold(before)) {
            var held = chat.messages().postAsync(Actor.user(alice.id()), with(bob), Draft.text("held"));
            others.forEach(other -> assertThat(timed(() -> post(other, "meanwhile")))
                    .as("found out that the row is held")
                    .isLessThan(FOUND_OUT));
            var again = chat.messages().postAsync(Actor.user(alice.id()), with(bob), Draft.text("held again"));
            for (int i = 0; i < 3; i++) {
                others.forEach(other -> assertThat(timed(() -> post(other, "later")))
                        .as("knew that the row is held")
                        .isLessThan(UNHELD));
            }
            holder.rollback();
            again.join();
            assertThat(held.isDone()).isTrue();
        }
    }

    /** @return a connection whose transaction has the row of the message's conversation */
    private Connection hold(Message message) throws SQLException {
        Connection holder = DriverManager.getConnection(settings.url(), "postgres", "");
        holder.setAutoCommit(false);
        try (PreparedStatement lock =
                holder.prepareStatement("select id from parley_conversation where id = ? for update")) {
            lock.setLong(1, message.conversation().value());
            lock.execute();
        }
        return holder;
    }

    private void refused(String text) {
        ChatException refusal = catchThrowableOfType(ChatException.class, () -> post(bob, text));
        assertThat(refusal).as(text).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    private static String text(Change change) {
        return change.message().content().orElseThrow();
    }

    private Message post(Account to, String text) {
        return chat.messages()
                .post(Actor.user(alice.id()), with(to), Draft.text(text))
                .message();
    }

    private Pair with(Account other) {
        return Pair.of(alice.id(), other.id());
    }

    private Account person(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private static Duration timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
