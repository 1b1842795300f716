package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Found;
import dev.parley.core.model.FoundCursor;
import dev.parley.core.model.Message;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Sought;
import dev.parley.jdbi.SearchIndex.Quest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Searches in what a member may see. Everything of one search runs in one snapshot, on one thread: which conversations are the
 * member's is read first, and nothing of any other one is looked at (G9).
 *
 * <p>Thread-safe: immutable.
 */
record Searches(Handle handle, SearchIndex index) {

    private static final String MINE =
            "select c.id, c.low_id c_low_id, c.high_id c_high_id, c.title, c.last_seq, c.last_ordinal,"
                    + " c.last_message_at from parley_member mm join parley_conversation c on c.id = mm.conversation_id"
                    + " where mm.account_id = :member and mm.left_seq is null";

    private static final String ONE = " and c.id = :conversation";

    private static final String FOUND = "select " + Rows.MESSAGE + ", c.kind c_kind, c.title c_title"
            + " from unnest(:conversations, :seqs) w (conversation_id, seq)"
            + " join parley_message m on m.conversation_id = w.conversation_id and m.seq = w.seq"
            + " join parley_conversation c on c.id = m.conversation_id" + Rows.PEOPLE
            + "order by m.sent_at desc, m.conversation_id desc, m.seq desc";

    /** A conversation of the member's. */
    private record Mine(
            ConversationId id,
            Optional<Pair> pair,
            Optional<String> title,
            long top,
            long texts,
            Optional<Instant> lastAt) {

        static Mine of(ResultSet rs) throws SQLException {
            return new Mine(
                    new ConversationId(rs.getLong("id")),
                    Rows.pair(rs),
                    Rows.text(rs, "title"),
                    rs.getLong("last_seq"),
                    rs.getLong("last_ordinal"),
                    Rows.timeIfAny(rs, "last_message_at"));
        }

        /** Until when its messages come after the cursor and are early enough. */
        Instant until(Sought sought, Optional<FoundCursor> cursor) {
            return cursor.filter(end -> end.conversation() != id.value())
                    .map(end -> end.until(id.value()))
                    .filter(end -> end.isBefore(sought.until()))
                    .orElse(sought.until());
        }

        Optional<Reach> reach(Instant until) {
            return lastAt.map(at -> Reach.all(id.value(), at.isBefore(until) ? at : until, texts));
        }

        /** Where that is, unless all are early enough. */
        Optional<Seek.Wanted> end(Instant until) {
            return lastAt.filter(at -> !at.isBefore(until)).map(at -> new Seek.Wanted(id.value(), top, until));
        }
    }

    /** Nothing when the member does not belong to the conversation. */
    Optional<List<Message>> in(AccountId member, ConversationId conversation, Quest quest, long before) {
        List<Mine> one = mine(handle.createQuery(MINE + ONE)
                .bind("member", member.value())
                .bind("conversation", conversation.value()));
        List<Reach> reaches = reaches(one, quest.sought(), Optional.empty()).stream()
                .map(reach -> reach.below(before))
                .toList();
        return one.isEmpty() ? Optional.empty() : Optional.of(messages(newest(reaches, quest)));
    }

    Page<Found> everywhere(AccountId member, Sought sought, Optional<FoundCursor> cursor, int limit) {
        List<Mine> all = mine(handle.createQuery(MINE).bind("member", member.value()));
        List<Hit> hits = newest(reaches(all, sought, cursor), new Quest(sought, limit + 1));
        List<Found> found = found(hits);
        return Pages.of(found, limit, last -> FoundCursor.of(last.message()).toString());
    }

    /** The places of the newest. */
    List<Hit> newest(List<Reach> reaches, Quest quest) {
        return new Hunt(handle, index, quest, reaches).newest();
    }

    List<Message> messages(List<Hit> hits) {
        return found(hits).stream().map(Found::message).toList();
    }

    private List<Found> found(List<Hit> hits) {
        return handle.createQuery(FOUND)
                .bindArray(
                        "conversations",
                        Long.class,
                        hits.stream().map(Hit::conversation).toList())
                .bindArray("seqs", Long.class, hits.stream().map(Hit::seq).toList())
                .map((rs, context) -> new Found(
                        Rows.message(rs), ConversationKind.valueOf(rs.getString("c_kind")), Rows.text(rs, "c_title")))
                .list();
    }

    private static List<Mine> mine(Query query) {
        return query.map((rs, context) -> Mine.of(rs)).list();
    }

    private List<Reach> reaches(List<Mine> mine, Sought sought, Optional<FoundCursor> cursor) {
        List<Mine> covered = mine.stream()
                .filter(one -> sought.covers(one.id, one.pair, one.title))
                .toList();
        Map<Long, Long> ends = Seek.places(
                handle,
                covered.stream()
                        .flatMap(one -> one.end(one.until(sought, cursor)).stream())
                        .toList());
        return covered.stream()
                .flatMap(one -> one.reach(one.until(sought, cursor)).stream())
                .map(reach -> reach.below(ends.getOrDefault(reach.conversation(), Long.MAX_VALUE)))
                .map(reach -> reach.below(
                        cursor.map(end -> end.below(reach.conversation())).orElse(Long.MAX_VALUE)))
                .toList();
    }
}
