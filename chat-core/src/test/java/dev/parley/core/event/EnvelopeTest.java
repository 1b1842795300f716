package dev.parley.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Mentions;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.MessageState;
import dev.parley.core.model.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final ConversationId ROOM = new ConversationId(7);

    @Test
    void anEnvelopeSaysFromWhereToWhereItGoes() {
        Envelope envelope = new Envelope(changes(4, 6));

        assertThat(envelope.first()).isEqualTo(4);
        assertThat(envelope.last()).isEqualTo(6);
        assertThat(envelope.conversation()).isEqualTo(ROOM);
        assertThat(envelope.changes()).isEqualTo(changes(4, 6));
    }

    @Test
    void g5_changesThatDoNotFollowOneAnotherAreRefused() {
        List<Change> withGap = List.of(change(4), change(6));

        assertThatIllegalArgumentException().isThrownBy(() -> new Envelope(withGap));
        assertThatIllegalArgumentException().isThrownBy(() -> new Envelope(List.of()));
    }

    @Test
    void g5_whatOthersHaveCommittedInBetweenPartsTheEnvelopes() {
        List<Change> withGap = List.of(change(4), change(5), change(7));

        assertThat(Envelope.cut(withGap)).extracting(Envelope::changes).containsExactly(changes(4, 5), changes(7, 7));
    }

    @Test
    void g6_whatIsAlreadyKnownIsLeftOut() {
        Envelope envelope = new Envelope(changes(4, 6));

        assertThat(envelope.above(3)).isSameAs(envelope);
        assertThat(envelope.above(4).changes()).isEqualTo(changes(5, 6));
        assertThat(envelope.above(5).changes()).isEqualTo(changes(6, 6));
        assertThatIllegalArgumentException().isThrownBy(() -> envelope.above(6));
    }

    @Test
    void eachEncoderIsAskedOnce() {
        Envelope envelope = new Envelope(changes(4, 6));
        AtomicInteger asked = new AtomicInteger();
        Function<Envelope, String> encoder = e -> "encoded " + asked.incrementAndGet();
        Function<Envelope, Long> other = Envelope::last;

        assertThat(envelope.encoded(encoder)).isEqualTo("encoded 1").isSameAs(envelope.encoded(encoder));
        assertThat(envelope.encoded(other)).isEqualTo(6);
    }

    private static List<Change> changes(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(EnvelopeTest::change)
                .toList();
    }

    private static Change change(long seq) {
        Person sender = new Person(new AccountId(1), AccountKind.PERSON, Optional.of("alice"), "Alice");
        Message message = new Message(
                new MessageId(seq),
                ROOM,
                seq,
                seq,
                MessageKind.TEXT,
                sender,
                Optional.empty(),
                "c" + seq,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                MessageState.first(Optional.of("text"), Mentions.none()));
        return new Change(seq, ROOM, seq, ChangeKind.MESSAGE_CREATED, sender.id(), Instant.EPOCH, message);
    }
}
