package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Mentions;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.MessageState;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Person;
import dev.parley.core.model.Position;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Subscriber;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What those who listen are told, in which order, whatever happens on the way. Long because attaching, publishing, reading and
 * comparing may meet in any order, and each meeting is a test.
 */
class HubTest {

    private static final ConversationId ROOM = new ConversationId(7);
    private static final ConversationId OTHER = new ConversationId(8);
    private static final AccountId ALICE = new AccountId(1);
    private static final Caller CALLER = new Caller(ALICE, "key", Instant.MAX, false);

    private final Log log = new Log();
    private final Queue<Runnable> reads = new ArrayDeque<>();
    private final Hub hub = new Hub(log, accounts -> Map.of(), reads::add);
    private final Seen seen = new Seen();

    @Test
    void g5_whatComesInOrderGoesOutAtOnce() {
        subscribe(seen, 0);

        publish(1, 3);
        publish(4, 4);

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L);
        assertThat(reads).isEmpty();
    }

    @Test
    void g5_whatComesTwiceGoesOutOnce() {
        subscribe(seen, 0);

        publish(1, 3);
        publish(2, 5);
        publish(1, 5);

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    /** Otherwise the one who hands out would find more and more to do, and nobody would wait for it. */
    @Test
    @Timeout(20)
    void g13_whoPublishesWaitsUntilAllWasHandedOut() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        subscribe(seen, 0);
        subscribe(
                new Seen() {
                    @Override
                    public void changed(Envelope envelope) {
                        called.countDown();
                        await(goOn);
                        super.changed(envelope);
                    }
                },
                0);
        Thread first = new Thread(() -> publish(1, 1));
        Thread second = new Thread(() -> publish(2, 2));

        first.start();
        called.await();
        second.start();
        while (second.isAlive() && second.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        assertThat(second.getState()).isEqualTo(Thread.State.BLOCKED);
        goOn.countDown();
        first.join();
        second.join();

        assertThat(seen.seqs).containsExactly(1L, 2L);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void g7_whatComesTooEarlyWaitsForTheRest() {
        subscribe(seen, 0);

        publish(1, 1);
        publish(4, 5);
        publish(2, 3);

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void g5_whatIsToldTogetherMayHaveBeenCommittedApart() {
        subscribe(seen, 0);
        log.top = 4;

        hub.publish(LongStream.of(1, 2, 4)
                .<Outcome>mapToObj(seq -> new Outcome.Done(change(seq, "text"), Optional.empty()))
                .toList());
        assertThat(seen.seqs).containsExactly(1L, 2L);
        runReads();

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void g13_whileWhatIsMissingCannotBeReadOnlySoMuchIsKept() {
        subscribe(seen, 0);
        log.away = true;
        log.top = 202;
        for (long seq = 2; seq <= 201; seq++) {
            publish(seq, seq);
            runReads();
        }
        publish(1, 1);
        assertThat(seen.seqs).hasSizeLessThan(50).startsWith(1L, 2L, 3L);

        log.away = false;
        publish(202, 202);
        runReads();

        assertThat(seen.seqs)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 202).boxed().toList());
    }

    @Test
    void g7_whatNeverCameIsReadFromTheLogOnce() {
        subscribe(seen, 0);

        publish(1, 1);
        publish(4, 5);
        publish(7, 7);
        assertThat(reads).hasSize(1);
        runReads();

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void g7_aReadThatFailedIsMadeUpForByTheNextComparison() {
        subscribe(seen, 0);
        publish(1, 1);
        log.away = true;
        publish(4, 5);
        runReads();
        assertThat(seen.seqs).containsExactly(1L);

        log.away = false;
        hub.compare();
        runReads();

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void g7_aReadThatEndedInAnErrorIsNotTheLast() {
        subscribe(seen, 0);
        publish(1, 1);
        log.broken = true;
        publish(4, 5);
        assertThatThrownBy(this::runReads).isInstanceOf(StackOverflowError.class);

        log.broken = false;
        hub.compare();
        runReads();

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void g7_whatNobodyAnnouncedIsFoundByComparing() {
        subscribe(seen, 0);
        publish(1, 1);
        log.top = 1;
        hub.compare();
        assertThat(reads).as("nothing is missing").isEmpty();

        log.top = 7;
        hub.compare();
        hub.compare();
        assertThat(reads).as("one read at a time").hasSize(1);
        runReads();

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void g7_whereTheLogEndsBelowWhatWasHandedOutHistoryIsLost() {
        subscribe(seen, 0);
        publish(1, 3);

        log.top = 2;

        assertThat(hub.compare()).isTrue();
    }

    @Test
    void g7_whatIsHandedOutWhileTheTopsAreReadIsNoLostHistory() {
        subscribe(seen, 0);
        publish(1, 3);
        log.top = 3;
        log.meanwhile = () -> publish(4, 4);

        assertThat(hub.compare()).isFalse();
        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void whereAConversationIsRemovedItEndsAndNothingIsLost() {
        subscribe(seen, 0);
        publish(1, 3);
        log.removed = true;

        boolean lost = hub.compare();
        publish(4, 4);

        assertThat(lost).isFalse();
        assertThat(hub.hears(ALICE, ROOM)).isFalse();
        assertThat(seen.seqs).containsExactly(1L, 2L, 3L);
        assertThat(seen.ends).as("all else goes on").isZero();
    }

    @Test
    void g6_whatWasOpenedBeforeSomebodyReadIsNamedAtTheStartAndNotToldAsNew() {
        Conversation opened = Conversation.direct(ROOM, Pair.of(ALICE, new AccountId(2)), ALICE, Instant.EPOCH);
        Outcome first = new Outcome.Done(changes(1, 1).get(0), Optional.of(opened));

        hub.subscribe(CALLER, seen, () -> {
            hub.publish(List.of(first));
            return List.of(new Position(ROOM, 1));
        });
        publish(2, 2);

        assertThat(seen.started).containsExactly(new Position(ROOM, 1));
        assertThat(seen.added).isEmpty();
        assertThat(seen.seqs).containsExactly(2L);
    }

    @Test
    void g6_whatIsCommittedWhileSomebodyAttachesComesOnceAndAfterTheStart() {
        Iterator<Long> standing = List.of(2L, 4L).iterator();

        hub.subscribe(CALLER, seen, () -> List.of(new Position(ROOM, standing.next())));
        log.top = 5;
        publish(5, 5);
        runReads();

        assertThat(seen.started).containsExactly(new Position(ROOM, 2));
        assertThat(seen.seqs).containsExactly(3L, 4L, 5L);
    }

    @Test
    void g6_whoStandsFurtherBackThanTheOthersCatchesUpAlone() {
        Seen second = new Seen();
        subscribe(seen, 3);
        publish(4, 5);

        log.top = 5;
        subscribe(second, 2);
        runReads();
        publish(6, 6);

        assertThat(seen.seqs).containsExactly(4L, 5L, 6L);
        assertThat(second.seqs).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void g6_whoStandsFurtherOnThanTheOthersIsToldNothingTwice() {
        Seen second = new Seen();
        subscribe(seen, 3);

        subscribe(second, 5);
        publish(4, 6);

        assertThat(seen.seqs).containsExactly(4L, 5L, 6L);
        assertThat(second.seqs).containsExactly(6L);
    }

    @Test
    void aConversationThatCameDuringTheStartIsAnnounced() {
        Iterator<List<Position>> standing = List.of(
                        List.of(new Position(ROOM, 2)), List.of(new Position(ROOM, 2), new Position(OTHER, 1)))
                .iterator();

        hub.subscribe(CALLER, seen, standing::next);

        assertThat(seen.added).containsExactly(new ChatEvent.ConversationAdded(OTHER, 1));
    }

    @Test
    void aConversationThatTwoThreadsBringIsAnnouncedOnce() {
        Conversation opened = Conversation.direct(ROOM, Pair.of(ALICE, new AccountId(2)), ALICE, Instant.EPOCH);
        List<Outcome> first = List.of(new Outcome.Done(changes(1, 1).get(0), Optional.of(opened)));
        hub.subscribe(CALLER, seen, List::of);
        seen.whenAdded = () -> hub.publish(first);

        hub.publish(first);

        assertThat(seen.added).containsExactly(new ChatEvent.ConversationAdded(ROOM, 0));
        assertThat(seen.seqs).containsExactly(1L);
    }

    @Test
    void g13_whoTakesLessThanSeveralLanesBringIsDroppedAndTold() {
        Nested slow = new Nested();
        AccountId other = new AccountId(2);
        subscribe(slow, 0);
        slow.during = () -> LongStream.rangeClosed(0, 40_000)
                .forEach(i -> hub.tell(List.of(ROOM), Set.of(other), new ChatEvent.Typing(ROOM, other, 1)));

        publish(1, 1);
        publish(2, 2);

        assertThat(slow.events).containsExactly("in 1", "out 1", "ended SUBSCRIBER_FAILED");
    }

    @Test
    void aStartThatFailsLeavesNobodyBehind() {
        assertThatThrownBy(() -> hub.subscribe(CALLER, seen, () -> {
                    throw new IllegalStateException("as the test says");
                }))
                .hasMessage("as the test says");

        hub.end(ALICE, List.of("key"));
        assertThat(seen.ends).as("nobody listens").isZero();
    }

    @Test
    void g13_whatAReadBringsIsCutLikeEverythingElse() {
        log.text = "x".repeat(20_000);
        subscribe(seen, 0);
        publish(1, 1);

        hub.compare();
        runReads();

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(seen.calls).as("the first, and six texts of which two fit").isEqualTo(4);
    }

    @Test
    void nothingFollowsTheEndAndTheEndComesOnce() {
        subscribe(seen, 0);

        publish(1, 1);
        hub.end(ALICE, List.of("key"));
        publish(2, 2);
        hub.end(ALICE, List.of("key"));

        assertThat(seen.seqs).containsExactly(1L);
        assertThat(seen.ends).isEqualTo(1);
    }

    @Test
    void whatComesDuringACallIsCalledAfterIt() {
        Nested nested = new Nested();
        subscribe(nested, 0);
        nested.during = () -> publish(2, 2);

        publish(1, 1);

        assertThat(nested.events).containsExactly("in 1", "out 1", "in 2", "out 2");
    }

    @Test
    void whoThrowsIsDroppedAndTheOthersGoOn() {
        Seen failing = new Seen();
        failing.failure = Optional.of(new IllegalStateException("as the test says"));
        subscribe(failing, 0);
        subscribe(seen, 0);

        publish(1, 1);
        publish(2, 2);

        assertThat(failing.calls).isEqualTo(1);
        assertThat(seen.seqs).containsExactly(1L, 2L);
    }

    @Test
    void g7_whatAnotherLaneToldBeforeAConversationWasAnnouncedIsRead() {
        Conversation opened = Conversation.direct(ROOM, Pair.of(ALICE, new AccountId(2)), ALICE, Instant.EPOCH);
        hub.subscribe(CALLER, seen, List::of);
        log.lanes = 2;
        log.top = 2;

        publish(2, 2);
        hub.publish(List.of(new Outcome.Done(changes(1, 1).get(0), Optional.of(opened))));
        assertThat(seen.seqs).containsExactly(1L);
        runReads();

        assertThat(seen.seqs).containsExactly(1L, 2L);
    }

    private void subscribe(Subscriber subscriber, long seq) {
        hub.subscribe(CALLER, subscriber, () -> List.of(new Position(ROOM, seq)));
    }

    private void publish(long from, long to) {
        hub.publish(changes(from, to).stream()
                .<Outcome>map(change -> new Outcome.Done(change, Optional.empty()))
                .toList());
    }

    private void runReads() {
        for (Runnable read = reads.poll(); read != null; read = reads.poll()) {
            read.run();
        }
    }

    private static List<Change> changes(long from, long to) {
        return changes(from, to, "text");
    }

    private static List<Change> changes(long from, long to, String text) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq -> change(seq, text))
                .toList();
    }

    private static Change change(long seq, String text) {
        Person alice = new Person(ALICE, AccountKind.PERSON, Optional.of("alice"), "Alice");
        Message message = new Message(
                new MessageId(seq),
                ROOM,
                seq,
                seq,
                MessageKind.TEXT,
                alice,
                Optional.empty(),
                "c" + seq,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                MessageState.first(Optional.of(text), Mentions.none()));
        return new Change(seq, ROOM, seq, ChangeKind.MESSAGE_CREATED, ALICE, Instant.EPOCH, message);
    }

    private static class Seen implements Subscriber {

        final List<Position> started = new ArrayList<>();
        final List<ChatEvent> added = new ArrayList<>();
        final List<Long> seqs = new ArrayList<>();
        Optional<RuntimeException> failure = Optional.empty();
        Runnable whenAdded = () -> {};
        int calls;
        int ends;

        @Override
        public void started(List<Position> positions) {
            started.addAll(positions);
        }

        @Override
        public void changed(Envelope envelope) {
            calls++;
            failure.ifPresent(f -> {
                throw f;
            });
            envelope.changes().forEach(change -> seqs.add(change.seq()));
        }

        @Override
        public void happened(ChatEvent event) {
            added.add(event);
            Runnable now = whenAdded;
            whenAdded = () -> {};
            now.run();
        }

        @Override
        public void ended(Ending why) {
            ends++;
        }
    }

    /** Notes when it is called and when it returns, and does something in between, once. */
    private static final class Nested implements Subscriber {

        final List<String> events = new ArrayList<>();
        Runnable during = () -> {};

        @Override
        public void started(List<Position> positions) {}

        @Override
        public void changed(Envelope envelope) {
            events.add("in " + envelope.first());
            Runnable now = during;
            during = () -> {};
            now.run();
            events.add("out " + envelope.first());
        }

        @Override
        public void happened(ChatEvent event) {}

        @Override
        public void ended(Ending why) {
            events.add("ended " + why);
        }
    }

    /** A log that has everything up to its top. */
    private static final class Log implements Journal {

        boolean away;
        boolean removed;
        boolean broken;
        Runnable meanwhile = () -> {};
        String text = "text";
        long top = 7;
        int lanes = 1;

        @Override
        public ChangePage log(ConversationId conversation, long after, int limit) {
            if (away) {
                throw new IllegalStateException("as the test says");
            }
            if (broken) {
                throw new StackOverflowError("as the test says");
            }
            return new ChangePage(changes(after + 1, top, text), top, false, false);
        }

        @Override
        public Map<ConversationId, Long> tops(Collection<ConversationId> conversations) {
            Map<ConversationId, Long> tops = removed ? Map.of() : Map.of(ROOM, top);
            meanwhile.run();
            return tops;
        }

        @Override
        public List<Outcome> commit(List<Command> commands, Decider decider, Lock lock) {
            throw new IllegalStateException("Nothing is written here");
        }

        @Override
        public long nextIds() {
            return 1;
        }

        @Override
        public int lanes() {
            return lanes;
        }
    }
}
