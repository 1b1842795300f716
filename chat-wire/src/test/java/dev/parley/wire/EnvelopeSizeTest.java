package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.event.Envelope;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Mention;
import dev.parley.core.model.Mentions;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.MessageState;
import dev.parley.core.model.Note;
import dev.parley.core.model.NoteKind;
import dev.parley.core.model.Person;
import dev.parley.core.model.Quote;
import dev.parley.core.model.Reaction;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No envelope is too large for what it is sent in, whatever people write. */
class EnvelopeSizeTest {

    private static final int MOST = 48 * 1024;
    private static final int MOST_MARKUP = 8 * 1024;
    private static final Instant LATE = Instant.parse("2999-12-31T23:59:59.999Z");
    private static final Person LONG_NAME =
            new Person(new AccountId(Fields.MAX_ID), AccountKind.PERSON, Optional.of("n".repeat(32)), "漢".repeat(64));

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u0001", "\"", "\\", "ü", "漢", "😀", "\u2028"})
    void g13_whatIsCutFitsIntoAFrame(String text) {
        for (int length : List.of(0, 1, 10, 120, 4_000)) {
            List<Envelope> envelopes = Envelope.cut(changes(text.repeat(length)));

            assertThat(envelopes)
                    .allSatisfy(envelope ->
                            assertThat(SocketSession.encoded(envelope).bytes()).isLessThanOrEqualTo(MOST));
            assertThat(envelopes.stream().mapToInt(e -> e.changes().size()).sum())
                    .isEqualTo(300);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a](http://b) ",
                "http://b ",
                "@bob ",
                "*a* ",
                "*a **b** _c_* ",
                "***a***`b` ",
                "- a\n\n",
                "1. a\n\n",
                "- *a* b\n",
                "> a\n",
                "> > > > > > > a\n\n",
                "```javascript\na\n```\n",
                "> ```c\n> a\n> ```\n\n"
            })
    void c02_markupAddsNoMoreThanItIsCountedFor(String marked) {
        for (int length : List.of(1, 10, 120, 4_000)) {
            String text = marked.repeat(length / marked.length() + 1);
            Change change = change(Fields.MAX_ID, MessageKind.TEXT, text);

            int markup = Frame.of(
                            Json.text(Frames.change(change).path("message").path("markup")))
                    .bytes();

            assertThat(markup).isLessThanOrEqualTo(MOST_MARKUP);
            assertThat(Frame.of(Json.text(Frames.change(change))).bytes()).isLessThanOrEqualTo(change.weight());
            assertThat(change.weight()
                            - change(Fields.MAX_ID, MessageKind.SYSTEM, text).weight())
                    .isGreaterThanOrEqualTo(markup);
        }
    }

    private static List<Change> changes(String content) {
        return LongStream.rangeClosed(Fields.MAX_ID - 299, Fields.MAX_ID)
                .mapToObj(seq -> change(seq, MessageKind.SYSTEM, content))
                .toList();
    }

    /** Everything at once, as much as there can be of it. */
    private static MessageState state(String content) {
        Mention mention = new Mention(LONG_NAME.id(), "n".repeat(32));
        List<AccountId> first = Collections.nCopies(Reaction.MOST_NAMED, LONG_NAME.id());
        Reaction reaction = new Reaction("😀".repeat(16), Integer.MAX_VALUE, first);
        boolean much = !content.isEmpty();
        return new MessageState(
                Integer.MAX_VALUE,
                Optional.of(content),
                new Mentions(Collections.nCopies(much ? 50 : 0, mention), much),
                Collections.nCopies(much ? Reaction.MOST_KINDS : 0, reaction),
                true,
                Optional.of(LATE),
                Optional.of(LATE),
                Optional.of(LONG_NAME));
    }

    private static Change change(long seq, MessageKind kind, String content) {
        Message message = new Message(
                new MessageId(Fields.MAX_ID),
                new ConversationId(Fields.MAX_ID),
                seq,
                seq,
                kind,
                LONG_NAME,
                Optional.of(LONG_NAME),
                "c".repeat(64),
                Optional.of(new Note(NoteKind.REMOVED, Optional.of(LONG_NAME))),
                Optional.of(new Quote(
                        new MessageId(Fields.MAX_ID), seq, Integer.MAX_VALUE, LONG_NAME, Optional.of(content))),
                LATE,
                state(content));
        return new Change(seq, message.conversation(), seq, ChangeKind.MESSAGE_CREATED, LONG_NAME.id(), LATE, message);
    }
}
