package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Message;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.port.Journal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link Journal} to its port when several commit at once.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface RaceContract extends StoresContract {

    @Test
    default void g5_whatEightWriteAtOnceIsNumberedWithoutAGap(Scene scene) {
        Account alice = scene.person("alice");
        List<ConversationId> rooms = rooms(scene, alice, 3);

        Crowd.atOnce(
                8,
                writer -> IntStream.range(0, 12)
                        .mapToObj(
                                i -> scene.commit(scene.posting(alice, rooms.get((writer + i) % 3), writer + "-" + i)))
                        .toList());

        List<Change> changes = rooms.stream()
                .map(room -> scene.stores().journal().log(room, 0, 1_000))
                .peek(RaceContract::expectGapFree)
                .flatMap(page -> page.changes().stream())
                .toList();
        assertThat(changes).hasSize(96);
        assertThat(new HashSet<>(changes)).hasSize(96);
    }

    @Test
    default void g5_whatOneWriterPostsInTurnStaysInTurn(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = rooms(scene, alice, 1).get(0);

        List<List<Message>> posted = Crowd.atOnce(
                4,
                writer -> IntStream.range(0, 10)
                        .mapToObj(i -> scene.post(alice, room, writer + "-" + i))
                        .toList());

        assertThat(posted).allSatisfy(own -> assertThat(own).map(Message::seq).isSorted());
    }

    @Test
    default void batchesThatTouchTheSameConversationsInAnyOrderAllSucceed(Scene scene) {
        Account alice = scene.person("alice");
        List<ConversationId> rooms = rooms(scene, alice, 2);

        Crowd.atOnce(
                8,
                writer -> IntStream.range(0, 5)
                        .mapToObj(i -> scene.commit(List.of(
                                scene.posting(alice, rooms.get(writer % 2), "first"),
                                scene.posting(alice, rooms.get(1 - writer % 2), "second"))))
                        .toList());

        assertThat(rooms)
                .map(room -> scene.stores().journal().log(room, 0, 1).top())
                .containsExactly(40L, 40L);
    }

    @Test
    default void g5_noConcurrentEditIsLost(Scene scene) {
        Account alice = scene.person("alice");
        Message message = scene.post(alice, rooms(scene, alice, 1).get(0), "first");

        List<Message> edited = Crowd.atOnce(16, i -> scene.edit(message, "edit " + i));

        assertThat(edited)
                .map(Message::version)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(2, 17).boxed().toList());
        assertThat(scene.stores().messages().message(alice.id(), message.id()))
                .map(Message::version)
                .contains(17);
    }

    @Test
    default void g11_ofManyDeletionsAtOnceOneHappens(Scene scene) {
        Account alice = scene.person("alice");
        Message message = scene.post(alice, rooms(scene, alice, 1).get(0), "secret");

        List<Outcome> outcomes = Crowd.atOnce(16, i -> scene.commit(scene.deleting(message)));

        assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
        assertThat(scene.stores().journal().log(message.conversation(), 0, 1).top())
                .isEqualTo(2);
    }

    @Test
    default void g3_ofManyAttemptsAtOnceOneIsStored(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = rooms(scene, alice, 1).get(0);

        List<Outcome> outcomes = Crowd.atOnce(32, i -> scene.commit(scene.posting(alice, room, "hello", "mine")));

        assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(Outcome.Repeated.class::isInstance)).hasSize(31);
        assertThat(scene.stores().journal().log(room, 0, 1).top()).isOne();
    }

    @Test
    default void aHundredWhoOpenOnePairOpenOneConversation(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");

        List<Outcome> outcomes = Crowd.atOnce(
                100, i -> scene.commit(i % 2 == 0 ? scene.opening(alice, bob) : scene.opening(bob, alice)));

        expectOneOpened(outcomes);
        assertThat(scene.stores().conversations().direct(Pair.of(alice.id(), bob.id())))
                .isPresent();
    }

    @Test
    default void manyWhoWriteToANewPairAtOnceWriteInOneConversation(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Pair pair = Pair.of(alice.id(), bob.id());

        List<Message> posted = Crowd.atOnce(16, i -> scene.post(i % 2 == 0 ? alice : bob, pair, "hello " + i));

        assertThat(posted).map(Message::conversation).containsOnly(posted.get(0).conversation());
        expectGapFree(scene.stores().journal().log(posted.get(0).conversation(), 0, 100));
    }

    @Test
    default void whoLosesTheRaceToOpenAPairIsDecidedAgain(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        CountDownLatch bothHaveLooked = new CountDownLatch(2);
        List<Spy> spies = List.of(
                new Spy(facts -> lookTogether(facts, bothHaveLooked)),
                new Spy(facts -> lookTogether(facts, bothHaveLooked)));

        List<Outcome> outcomes = Crowd.atOnce(
                2,
                i -> scene.stores()
                        .journal()
                        .commit(List.<Command>of(scene.opening(alice, bob)), spies.get(i))
                        .get(0));

        expectOneOpened(outcomes);
        assertThat(spies)
                .anySatisfy(loser ->
                        assertThat(lastSeen(loser).conversations()).containsKey(Pair.of(alice.id(), bob.id())));
    }

    /** Waits a moment for the other to have looked too, which a store whose writers exclude each other does not allow. */
    private static Facts lookTogether(Facts facts, CountDownLatch bothHaveLooked) {
        bothHaveLooked.countDown();
        try {
            bothHaveLooked.await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return facts;
    }

    private static Facts lastSeen(Spy spy) {
        return spy.seen().get(spy.seen().size() - 1);
    }

    private static void expectOneOpened(List<Outcome> outcomes) {
        List<Outcome.Opened> opened =
                outcomes.stream().map(Outcome.Opened.class::cast).toList();
        assertThat(opened).map(Outcome.Opened::created).containsOnlyOnce(true);
        assertThat(opened)
                .map(outcome -> outcome.conversation().id())
                .containsOnly(opened.get(0).conversation().id());
    }

    private static void expectGapFree(ChangePage page) {
        assertThat(page.changes())
                .map(Change::seq)
                .isEqualTo(LongStream.rangeClosed(1, page.top()).boxed().toList());
    }

    private static List<ConversationId> rooms(Scene scene, Account account, int count) {
        List<ConversationId> rooms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rooms.add(scene.direct(account, scene.person("friend" + i)));
        }
        return rooms;
    }
}
