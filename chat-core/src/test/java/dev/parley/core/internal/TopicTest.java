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
import java.util.List;
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
        Caller caller = new Caller(ALICE, "key", Instant.MAX, false);
        topic.add(new Listener(hub, caller, Pair.of(ALICE, ALICE), seen));
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
    void whoThrowsIsDroppedAndTheOthersGoOn() {
        Seen failing = new Seen();
        failing.failure = Optional.of(new IllegalStateException("as the test says"));
        topic.add(new Listener(hub, new Caller(ALICE, "key", Instant.MAX, false), Pair.of(ALICE, ALICE), failing));

        publish(1, 1);
        publish(2, 2);

        assertThat(failing.calls).isEqualTo(1);
        assertThat(seen.seqs).containsExactly(1L, 2L);
    }

    private void publish(long from, long to) {
        topic.publish(new Envelope(changes(from, to)));
    }

    private static List<Change> changes(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(TopicTest::change).toList();
    }

    private static Change change(long seq) {
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
                Optional.of("text"),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return new Change(seq, ROOM, seq, ChangeKind.MESSAGE_CREATED, ALICE, Instant.EPOCH, message);
    }

    private static final class Seen implements Subscriber {

        final List<Long> seqs = new ArrayList<>();
        Optional<RuntimeException> failure = Optional.empty();
        int calls;

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
        public void ended() {}
    }

    /** A log that has everything up to 7. */
    private static final class Log implements Journal {

        @Override
        public ChangePage log(ConversationId conversation, long after, int limit) {
            return new ChangePage(changes(after + 1, 7), 7, false, false);
        }

        @Override
        public List<Outcome> commit(List<Command> commands, Decider decider) {
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
