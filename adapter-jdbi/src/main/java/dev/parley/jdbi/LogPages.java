package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ConversationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads pieces of the log, with the top and, for members, the permission in the same statement (G9). A hole in the numbers can
 * only be a fault, and is raised as one rather than handed on (G6).
 *
 * <p>Thread-safe: stateless.
 */
final class LogPages {

    private static final String SELECT =
            "select c.last_seq top, " + Rows.CHANGE + ", " + Rows.MESSAGE + " from parley_conversation c";

    private static final String MEMBERS_ONLY = " join parley_member mm on mm.conversation_id = c.id"
            + " and mm.account_id = :member and mm.left_seq is null";

    /** The numbers have no gap, so a page ends at a number. */
    private static final String REST = " left join "
            + Rows.log("conversation_id = :conversation and seq > :after and seq <= :end")
            + " on h.conversation_id = c.id"
            + " left join parley_message m on m.id = h.message_id" + Rows.PEOPLE
            + "where c.id = :conversation order by h.seq";

    private static final String ANYONE = SELECT + REST;
    private static final String MEMBER = SELECT + MEMBERS_ONLY + REST;

    private LogPages() {}

    private record Row(long top, Optional<Change> change) {}

    static ChangePage ofAnyone(Handle handle, ConversationId conversation, long after, int limit) {
        return page(handle.createQuery(ANYONE), conversation, after, limit)
                .orElseGet(() -> new ChangePage(List.of(), 0, false, after > 0));
    }

    static Optional<ChangePage> ofMember(
            Handle handle, AccountId member, ConversationId conversation, long after, int limit) {
        return page(handle.createQuery(MEMBER).bind("member", member.value()), conversation, after, limit);
    }

    private static Optional<ChangePage> page(Query query, ConversationId conversation, long position, int limit) {
        long after = Math.max(0, position);
        List<Row> rows = query.bind("conversation", conversation.value())
                .bind("after", after)
                .bind("end", after + Math.min(limit, Long.MAX_VALUE - after))
                .map((rs, context) -> row(rs))
                .list();
        return rows.isEmpty() ? Optional.empty() : Optional.of(page(rows, after, limit));
    }

    private static Row row(ResultSet rs) throws SQLException {
        long top = rs.getLong("top");
        rs.getLong("h_id");
        return new Row(top, rs.wasNull() ? Optional.empty() : Optional.of(Rows.change(rs)));
    }

    private static ChangePage page(List<Row> rows, long after, int limit) {
        long top = rows.get(0).top();
        List<Change> changes = new ArrayList<>();
        rows.forEach(row -> row.change().ifPresent(changes::add));
        long end = Math.min(top, after + Math.min(limit, top));
        checkWhole(changes, after, Math.max(end, after));
        return new ChangePage(List.copyOf(changes), top, end > after && end < top, after > top);
    }

    private static void checkWhole(List<Change> changes, long after, long end) {
        boolean whole = changes.size() == end - after;
        for (int i = 0; whole && i < changes.size(); i++) {
            whole = changes.get(i).seq() == after + i + 1;
        }
        if (!whole) {
            throw new IllegalStateException("The log of a conversation has a hole between " + after + " and " + end);
        }
    }
}
