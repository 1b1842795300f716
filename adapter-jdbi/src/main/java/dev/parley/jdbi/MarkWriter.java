package dev.parley.jdbi;

import dev.parley.core.model.Decision;
import dev.parley.core.model.Decision.Pinned;
import dev.parley.core.model.Decision.Reacted;
import dev.parley.core.model.Decision.Reworded;
import dev.parley.core.model.Facts.Posted;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Needs.Reacting;
import dev.parley.jdbi.RoundTrip.Values;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes what lies on messages beside their rows: what they said before, who has reacted, whom they call, what is kept at hand. A
 * deleted one loses all of it (G11). Used once, on one thread.
 */
final class MarkWriter {

    /** Whom a message calls; all are nobody in particular. */
    private record Called(Message message, long account) {}

    /** Stands for all members where accounts stand. */
    static final long EVERYBODY = 0;

    private static final List<String> LOST_WITH_A_MESSAGE =
            List.of("parley_edit", "parley_reaction", "parley_mention", "parley_pin");

    private static final Columns<Reworded> FORMER = Columns.<Reworded>none()
            .and("message_id", Long.class, row -> row.message().id().value())
            .and("version", Integer.class, row -> row.former().version())
            .and(
                    "conversation_id",
                    Long.class,
                    row -> row.message().conversation().value())
            .and("content", String.class, row -> row.former().content())
            .and(
                    "edited_at",
                    OffsetDateTime.class,
                    row -> Rows.time(row.former().at()));

    private static final Columns<Called> MENTION = Columns.<Called>none()
            .and("message_id", Long.class, row -> row.message.id().value())
            .and("account_id", Long.class, Called::account)
            .and(
                    "conversation_id",
                    Long.class,
                    row -> row.message.conversation().value())
            .and("ordinal", Long.class, row -> row.message.ordinal());

    private static final Columns<Reacted> REACTED = Columns.<Reacted>none()
            .and("message_id", Long.class, row -> row.what().message().value())
            .and("emoji", String.class, row -> row.what().emoji())
            .and("account_id", Long.class, row -> row.what().account().value())
            .and("conversation_id", Long.class, row -> row.conversation().value())
            .and("seq", Long.class, Reacted::seq)
            .and("reacted_at", OffsetDateTime.class, row -> Rows.time(row.at()));

    private static final Columns<Pinned> PINNED = Columns.<Pinned>none()
            .and("conversation_id", Long.class, row -> row.conversation().value())
            .and("message_id", Long.class, row -> row.message().value())
            .and("seq", Long.class, Pinned::seq);

    private static final String TAKE = "delete from parley_reaction r where exists (select 1 from unnest(?, ?, ?)"
            + " w(message_id, emoji, account_id) where w.message_id = r.message_id and w.emoji = r.emoji"
            + " and w.account_id = r.account_id)";

    private final RoundTrip trip;
    private final Decision decision;

    MarkWriter(RoundTrip trip, Decision decision) {
        this.trip = trip;
        this.decision = decision;
    }

    void write() {
        trip.update(FORMER.insert("parley_edit"), FORMER.of(decision.reworded()));
        trip.update(TAKE, taken());
        trip.update(REACTED.insert("parley_reaction"), REACTED.of(decision.reacted()));
        drop("parley_pin", decision.unpinned().stream());
        trip.update(PINNED.insert("parley_pin"), PINNED.of(decision.pinned()));
        drop(
                "parley_mention",
                decision.reworded().stream().map(row -> row.message().id()));
        trip.update(MENTION.insert("parley_mention"), MENTION.of(called()));
        trip.update("delete from parley_mention where conversation_id = any(?) and account_id = any(?)", left());
        LOST_WITH_A_MESSAGE.forEach(table ->
                drop(table, decision.altered().stream().filter(Message::deleted).map(Message::id)));
    }

    private List<Values> taken() {
        List<Reacting> taken = decision.taken();
        return List.of(
                Values.of(Long.class, taken.stream().map(row -> row.message().value())),
                Values.of(String.class, taken.stream().map(Reacting::emoji)),
                Values.of(Long.class, taken.stream().map(row -> row.account().value())));
    }

    /** Whoever is erased is called by nobody any more. */
    private List<Values> left() {
        List<Member> left = decision.left();
        return List.of(
                Values.of(
                        Long.class, left.stream().map(row -> row.conversation().value())),
                Values.of(Long.class, left.stream().map(row -> row.account().value())));
    }

    private void drop(String table, Stream<MessageId> messages) {
        trip.update(
                "delete from " + table + " where message_id = any(?)",
                List.of(Values.of(Long.class, messages.map(MessageId::value))));
    }

    private List<Called> called() {
        Stream<Message> written = Stream.concat(
                decision.posted().stream().map(Posted::message),
                decision.reworded().stream().map(Reworded::message));
        return written.distinct().flatMap(MarkWriter::called).toList();
    }

    private static Stream<Called> called(Message message) {
        Stream<Called> people = message.mentions().people().stream()
                .map(mention -> new Called(message, mention.account().value()));
        return message.mentions().everybody()
                ? Stream.concat(people, Stream.of(new Called(message, EVERYBODY)))
                : people;
    }
}
