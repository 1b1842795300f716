package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Chat;
import dev.parley.core.event.ChatEvent;
import dev.parley.core.memory.MemoryEventBus;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Position;
import dev.parley.core.model.Registration;
import dev.parley.core.port.Bell;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A comparison that runs while somebody comes, and what another process did meanwhile. */
class ConcernsTest {

    private final MemoryStores stores = new MemoryStores();
    private final Chat elsewhere =
            Chat.builder().stores(stores).passwords(new Pbkdf2Hasher(1)).build();
    private final Account alice = register("alice");
    private final Account bob = register("bob");
    private final Account carol = register("carol");

    private Runnable whileBeginning = () -> {};
    private final Hub hub = new Hub(
            stores.journal(),
            accounts -> {
                whileBeginning.run();
                return stores.accounts().revisions(accounts);
            },
            Runnable::run);
    private boolean broken;
    private @Nullable AccountId unreadable;
    private Runnable whenAsked = () -> {};
    private final Concerns concerns = new Concerns(hub, stores, this::holds, Runnable::run);

    private Account register(String name) {
        return elsewhere.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private boolean holds(Caller caller) {
        whenAsked.run();
        if (caller.account().equals(unreadable)) {
            throw new IllegalStateException("as the test says");
        }
        if (broken) {
            throw new StackOverflowError("as the test says");
        }
        return true;
    }

    /** A conversation with alice in which somebody has said this much. */
    private ConversationId talk(Account with, int messages) {
        Pair pair = Pair.of(alice.id(), with.id());
        for (int i = 0; i < messages; i++) {
            elsewhere.messages().post(Actor.user(with.id()), pair, Draft.text("text " + i));
        }
        return stores.conversations().direct(pair).orElseThrow();
    }

    private Told subscribe() {
        return subscribe(() -> {}, () -> {});
    }

    private Told subscribe(Runnable beforeReading, Runnable afterReading) {
        Told told = new Told();
        hub.subscribe(Caller.trusted(alice.id()), told, () -> {
            beforeReading.run();
            List<Position> positions = stores.conversations().positions(alice.id());
            afterReading.run();
            return positions;
        });
        return told;
    }

    @AfterEach
    void close() {
        elsewhere.close();
    }

    @Test
    void g6_whoComesFirstWhileAComparisonRunsIsNotToldAllHistory() {
        ConversationId room = talk(bob, 3);
        whileBeginning = concerns::compare;

        Told told = subscribe(concerns::compare, concerns::compare);

        assertThat(told.started).containsExactly(new Position(room, 3));
        assertThat(told.events).isEmpty();
        assertThat(told.seqs).isEmpty();
    }

    @Test
    void g6_aSecondTabBeginsWhereItHasReadThatAConversationStands() {
        Told first = subscribe();
        ConversationId room = talk(bob, 5);

        Told second = subscribe(concerns::compare, () -> {});

        assertThat(second.started).containsExactly(new Position(room, 5));
        assertThat(second.events).isEmpty();
        assertThat(second.seqs).isEmpty();
        assertThat(first.events).containsExactly(new ChatEvent.ConversationAdded(room, 0));
        assertThat(first.seqs).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void g6_aConversationThatCameAfterTheReadingIsNotLost() {
        subscribe();
        List<ConversationId> come = new ArrayList<>();

        Told second = subscribe(() -> {}, () -> {
            come.add(talk(bob, 5));
            concerns.compare();
        });

        assertThat(second.started).isEmpty();
        assertThat(second.events).containsExactly(new ChatEvent.ConversationAdded(come.get(0), 0));
        assertThat(second.seqs).startsWith(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void g6_ofTwoWhoComeAtOnceNoneMissesWhatTheOtherSaw() {
        List<ConversationId> come = new ArrayList<>();
        Told[] first = new Told[1];
        whileBeginning = () -> {
            whileBeginning = () -> {};
            first[0] = subscribe();
            come.add(talk(bob, 1));
        };

        subscribe();
        concerns.compare();

        assertThat(first[0].events).containsExactly(new ChatEvent.ConversationAdded(come.get(0), 0));
    }

    @Test
    void g6_aConversationThatWasOnlyReadElsewhereIsNoNewOne() {
        talk(bob, 1);
        ConversationId room = talk(carol, 5);
        Told told = new Told();
        hub.subscribe(Caller.trusted(alice.id()), told, List::of);

        elsewhere.readMarkers().read(Actor.user(alice.id()), room, 5);
        concerns.compare();

        assertThat(told.events)
                .hasOnlyElementsOfType(ChatEvent.MarkerMoved.class)
                .hasSize(1);
        assertThat(told.seqs).isEmpty();
    }

    @Test
    void g7_aComparisonThatEndedInAnErrorIsNotTheLast() {
        Told told = subscribe();
        ConversationId room = talk(bob, 1);
        Queue<Runnable> tasks = new ArrayDeque<>();
        Neighbours neighbours = neighbours(tasks::add);

        broken = true;
        neighbours.rung(Bell.of(alice.id()));
        tasks.remove().run();
        assertThat(told.events).isEmpty();
        broken = false;
        neighbours.rung(Bell.of(alice.id()));
        tasks.remove().run();

        assertThat(told.events).containsExactly(new ChatEvent.ConversationAdded(room, 0));
        assertThat(tasks).isEmpty();
    }

    @Test
    void g10_anAccountThatCannotBeReadKeepsNoOtherFromBeingCompared() {
        List<Told> others = Stream.of(bob, carol).map(this::subscribe).toList();
        unreadable = alice.id();
        Told told = subscribe();

        elsewhere.messages().post(Actor.user(bob.id()), Pair.of(bob.id(), carol.id()), Draft.text("hello"));
        talk(bob, 1);
        concerns.compare();

        assertThat(told.events).isEmpty();
        assertThat(others).allMatch(other -> !other.events.isEmpty());
        unreadable = bob.id();
        concerns.compare();
        assertThat(told.events).hasSize(1);
    }

    @Test
    void g10_whoHasNoRightAnyMoreIsEndedBeforeAnybodyElseIsToldAnything() {
        Told news = subscribe();
        List<Integer> toldBefore = new ArrayList<>();
        hub.subscribe(Caller.trusted(carol.id()), new Told(), List::of);
        talk(bob, 1);
        elsewhere.messages().post(Actor.user(bob.id()), Pair.of(bob.id(), carol.id()), Draft.text("hello"));
        whenAsked = () -> toldBefore.add(news.events.size());

        concerns.compare();

        assertThat(toldBefore).containsExactly(0, 0);
        assertThat(news.events).hasSize(1);
    }

    private Told subscribe(Account account) {
        Told told = new Told();
        hub.subscribe(Caller.trusted(account.id()), told, List::of);
        return told;
    }

    private Neighbours neighbours(Executor executor) {
        Comparison comparison = new Comparison(hub, concerns, new Epoch(stores.epochs()));
        Company company = new Company("here", hub, stores, Runnable::run, System::nanoTime);
        return new Neighbours(new MemoryEventBus(), comparison, company, executor);
    }
}
