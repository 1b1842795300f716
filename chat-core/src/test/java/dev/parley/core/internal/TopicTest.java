package dev.parley.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Person;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Subscriber;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The order of one conversation, however its changes arrive. */
class TopicTest {

    private static final ConversationId ROOM = new ConversationId(7);
    private static final AccountId ALICE = new AccountId(1);

    private final Log log = new Log();
    private final Queue<Runnable> reads = new ArrayDeque<>();
    private final Hub hub = new Hub(log, reads::add);
    private final Topic topic = new Topic(ROOM, log, reads::add);
    private final Seen seen = new Seen();

    TopicTest() {
        topic.add(listener(seen));
        topic.begin(0);
    }

    @Test
    void g5_whatComesInOrderGoesOutAtOnce() {
        publish(1, 3);
        publish(4, 4);

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L);
        assertThat(reads).isEmpty();
    }

    @Test
    void g5_whatComesTwiceGoesOutOnce() {
        publish(1, 3);
        publish(2, 5);
        publish(1, 5);

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void g7_whatComesTooEarlyWaitsForTheRest() {
        publish(1, 1);
        publish(4, 5);
        publish(2, 3);

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void g7_whatNeverCameIsReadFromTheLogOnce() {
        publish(1, 1);
        publish(4, 5);
        publish(7, 7);

        assertThat(reads).hasSize(1);
        reads.remove().run();

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void g7_aReadThatFailedIsMadeUpForByTheNextComparison() {
        publish(1, 1);
        log.away = true;
        publish(4, 5);
        reads.remove().run();
        assertThat(seen.seqs).containsExactly(1L);

        log.away = false;
        topic.compare(7);
        reads.remove().run();

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void g7_whatNobodyAnnouncedIsFoundByComparing() {
        publish(1, 1);
        topic.compare(1);
        assertThat(reads).as("nothing is missing").isEmpty();

        topic.compare(7);
        topic.compare(7);
        assertThat(reads).as("one read at a time").hasSize(1);
        reads.remove().run();

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void g5_untilItIsKnownWhereToBeginEverythingIsParked() {
        Topic later = new Topic(ROOM, log, reads::add);
        later.add(listener(seen));

        later.publish(new Envelope(changes(4, 5)));
        later.publish(new Envelope(changes(3, 3)));
        later.compare(7);
        assertThat(seen.seqs).isEmpty();
        later.begin(3);

        assertThat(seen.seqs).containsExactly(4L, 5L);
        assertThat(reads).isEmpty();
    }

    @Test
    void aConversationThatWasJustOpenedBeginsAtItsFirstChangeWhoeverLookedFirst() {
        Topic opened = new Topic(ROOM, log, reads::add);
        opened.add(listener(seen));

        opened.begin(1);
        opened.begin(0);
        opened.publish(new Envelope(changes(1, 2)));

        assertThat(seen.seqs).containsExactly(1L, 2L);
    }

    @Test
    void g13_whatAReadBringsIsCutLikeEverythingElse() {
        log.text = "x".repeat(4_000);
        publish(1, 1);
        topic.compare(7);
        reads.remove().run();

        assertThat(seen.seqs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(seen.calls).as("the first, and six texts of which two fit").isEqualTo(4);
    }

    @Test
    void nothingFollowsTheEndAndTheEndComesOnce() {
        Listener listener = listener(seen);

        listener.changed(new Envelope(changes(1, 1)));
        listener.end();
        listener.changed(new Envelope(changes(2, 2)));
        listener.end();

        assertThat(seen.seqs).containsExactly(1L);
        assertThat(seen.ends).isEqualTo(1);
    }

    @Test
    void whatComesDuringACallIsCalledAfterIt() {
        Nested nested = new Nested();
        Listener listener = listener(nested);
        nested.during = () -> listener.changed(new Envelope(changes(2, 2)));

        listener.changed(new Envelope(changes(1, 1)));

        assertThat(nested.events).containsExactly("in 1", "out 1", "in 2", "out 2");
    }

    @Test
    void whoThrowsIsDroppedAndTheOthersGoOn() {
        Seen failing = new Seen();
        failing.failure = Optional.of(new IllegalStateException("as the test says"));
        topic.add(listener(failing));

        publish(1, 1);
        publish(2, 2);

        assertThat(failing.calls).isEqualTo(1);
        assertThat(seen.seqs).containsExactly(1L, 2L);
    }

    private Listener listener(Subscriber subscriber) {
        return new Listener(hub, new Caller(ALICE, "key", Instant.MAX, false), Pair.of(ALICE, ALICE), subscriber);
    }

    private void publish(long from, long to) {
        topic.publish(new Envelope(changes(from, to)));
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
                1,
                MessageKind.TEXT,
                alice,
                Optional.empty(),
                "c" + seq,
                Optional.of(text),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return new Change(seq, ROOM, seq, ChangeKind.MESSAGE_CREATED, ALICE, Instant.EPOCH, message);
    }

    private static final class Seen implements Subscriber {

        final List<Long> seqs = new ArrayList<>();
        Optional<RuntimeException> failure = Optional.empty();
        int calls;
        int ends;

        @Override
        public void changed(Envelope envelope) {
            calls++;
            failure.ifPresent(f -> {
                throw f;
            });
            envelope.changes().forEach(change -> seqs.add(change.seq()));
        }

        @Override
        public void happened(ChatEvent event) {}

        @Override
        public void ended() {
            ends++;
        }
    }

    /** Notes when it is called and when it returns, and does something in between, once. */
    private static final class Nested implements Subscriber {

        final List<String> events = new ArrayList<>();
        Runnable during = () -> {};

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
        public void ended() {}
    }

    /** A log that has everything up to 7. */
    private static final class Log implements Journal {

        boolean away;
        String text = "text";

        @Override
        public ChangePage log(ConversationId conversation, long after, int limit) {
            if (away) {
                throw new IllegalStateException("as the test says");
            }
            return new ChangePage(changes(after + 1, 7, text), 7, false, false);
        }

        @Override
        public Map<ConversationId, Long> tops(Collection<ConversationId> conversations) {
            return Map.of(ROOM, 7L);
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
            return 1;
        }
    }
}
