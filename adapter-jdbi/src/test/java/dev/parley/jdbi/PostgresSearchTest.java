package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Found;
import dev.parley.core.model.Message;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Sought;
import dev.parley.core.model.Sought.Place;
import dev.parley.core.model.Window;
import dev.parley.core.port.MessageReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching reads as many rows as it finds, and some of the newest, whatever PostgreSQL knows of the tables. */
class PostgresSearchTest {

    private static final int ROOMS = 10;
    private static final int EACH = 2_000;
    private static final int BATCH = 500;
    private static final int PAGE = 20;

    /** Said by everybody all the time; its letters stand in another order than those of what nobody says. */
    private static final String USUAL = "the quick brown fox jumps over the lazy dog";

    /** What is looked through before the index is asked. */
    private static final long FIRST_LOOK = 1_000;

    private static final String LOOKED_AT = "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
            + " from pg_stat_user_tables where relname = 'parley_message'";

    private final DatabaseSettings settings = PostgresServer.shared().database();
    private AccountId alice = new AccountId(1);
    private AccountId bob = new AccountId(1);
    private List<ConversationId> rooms = List.of();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsRareIsFoundWithoutLookingThroughEverything(boolean analysed) {
        fill(analysed);

        long one = rowsOf(
                reader -> reader.search(alice, rooms.get(2), Sought.text("zebra"), Long.MAX_VALUE, PAGE)
                        .orElseThrow(),
                1);
        long all = rowsOf(reader -> everywhere(reader, alice, "zebra"), 3);

        assertThat(one).isBetween(FIRST_LOOK, FIRST_LOOK + 20);
        assertThat(all).isBetween(FIRST_LOOK, FIRST_LOOK + 60);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsUsualIsFoundAmongTheNewest(boolean analysed) {
        fill(analysed);

        assertThat(rowsOf(
                        reader -> reader.search(alice, rooms.get(3), Sought.text("fox"), Long.MAX_VALUE, PAGE)
                                .orElseThrow(),
                        PAGE))
                .isLessThanOrEqualTo(FIRST_LOOK + 3 * PAGE);
        assertThat(rowsOf(reader -> everywhere(reader, alice, "fox"), PAGE)).isLessThanOrEqualTo(2 * FIRST_LOOK);
    }

    @Test
    void whatOthersSayCostsNobodyAnything() {
        fill(false);

        long secret = rowsOf(reader -> everywhere(reader, bob, "zebra"), 0);
        long nothing = rowsOf(reader -> everywhere(reader, bob, "xylophone"), 0);

        assertThat(secret).isEqualTo(nothing).isLessThanOrEqualTo(FIRST_LOOK);
    }

    @Test
    void whatIsFarBackIsFoundAtItsPlace() {
        fill(false);
        Sought early = new Sought(
                Optional.of("fox"),
                Optional.empty(),
                Optional.of(new Place(Optional.of(rooms.get(0)), Optional.empty(), Optional.empty())),
                Sought.LONG_AGO,
                timeOf(rooms.get(0), EACH / 10),
                false);

        long rows = rowsOf(
                reader -> reader.search(alice, early, Optional.empty(), PAGE).items().stream()
                        .map(Found::message)
                        .toList(),
                PAGE);

        assertThat(rows).isLessThanOrEqualTo(EACH / 10 + 3 * PAGE);
    }

    private Instant timeOf(ConversationId room, long seq) {
        try (JdbiStores stores = JdbiStores.open(settings)) {
            return stores.messages()
                    .window(alice, room, Window.after(seq, 1))
                    .orElseThrow()
                    .messages()
                    .get(0)
                    .sentAt();
        }
    }

    private static List<Message> everywhere(MessageReader reader, AccountId who, String text) {
        return reader.search(who, Sought.text(text), Optional.empty(), PAGE).items().stream()
                .map(Found::message)
                .toList();
    }

    /** How many rows of messages are read while so many are found. */
    private long rowsOf(Function<MessageReader, List<Message>> search, int found) {
        long before = lookedAt(0);
        try (JdbiStores stores = JdbiStores.open(settings)) {
            List<Message> answer = search.apply(stores.messages());
            assertThat(answer)
                    .hasSize(found)
                    .isSortedAccordingTo((one, other) -> other.sentAt().compareTo(one.sentAt()));
        }
        return lookedAt(before + 1) - before;
    }

    /** A connection tells the server what it has counted when it ends, but nobody waits for that. */
    private long lookedAt(long least) {
        try (JdbiStores stores = JdbiStores.open(settings.withConnections(1))) {
            return await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> stores.database()
                                    .read(handle -> handle.createQuery(LOOKED_AT)
                                            .mapTo(Long.class)
                                            .one()),
                            n -> n >= least);
        }
    }

    /** Bob has only his notes, in which there is as much; the old of each of Alice's first three hold something rare. */
    private void fill(boolean analysed) {
        try (JdbiStores stores = JdbiStores.open(settings)) {
            stores.database()
                    .write(handle -> handle.execute("alter table parley_message set (autovacuum_enabled = false)"));
            People people = new People(stores);
            Account writer = people.person("alice");
            Account other = people.person("bob");
            alice = writer.id();
            bob = other.id();
            rooms = IntStream.range(0, ROOMS)
                    .mapToObj(i -> people.post(writer, people.person("person" + i), i > 2 ? "first" : "a zebra")
                            .conversation())
                    .toList();
            people.post(other, other, "first");
            for (int i = 0; i < EACH; i += BATCH / ROOMS) {
                post(people, writer);
            }
            for (int i = 0; i < EACH; i += BATCH) {
                people.commit(LongStream.range(0, BATCH)
                        .mapToObj(n -> people.posting(other, Pair.of(bob, bob), USUAL))
                        .toList());
            }
            if (analysed) {
                stores.database().writeAtLeisure(handle -> handle.execute("analyze"));
            }
        }
    }

    private void post(People people, Account writer) {
        List<Command> batch = new ArrayList<>();
        for (int i = 0; i < BATCH / ROOMS; i++) {
            rooms.forEach(room -> batch.add(people.posting(writer, room, USUAL)));
        }
        assertThat(people.commit(batch)).allMatch(Outcome.Done.class::isInstance);
    }
}
