package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Marker;
import dev.parley.core.port.MarkerStore;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Read markers in a database. A marker only moves forward because the statement that moves it says so. It is written lazily.
 *
 * <p>Thread-safe.
 */
final class JdbiMarkerStore implements MarkerStore {

    private static final String REACHED =
            "(select least(:seq, c.last_seq) from parley_conversation c where c.id = :conversation)";

    private static final String ORDINAL = "(select m.ordinal from parley_message m"
            + " where m.conversation_id = :conversation and m.seq <= :seq"
            + " order by m.conversation_id desc, m.seq desc limit 1)";

    private static final String ANY = " where conversation_id = :conversation and account_id = :member"
            + " and exists (select 1 from parley_member mm where mm.conversation_id = :conversation"
            + " and mm.account_id = :member and mm.left_seq is null)";

    private static final String MINE = ANY + " and (read_seq < " + REACHED + " or unread_from is not null)";

    private static final String LOCK = "select account_id from parley_marker" + MINE + " for update";

    private static final String MOVE = "update parley_marker set read_seq = greatest(read_seq, " + REACHED + "),"
            + " read_ordinal = greatest(read_ordinal, coalesce(" + ORDINAL + ", 0)), unread_from = null,"
            + " unread_seq = null, read_revision = :revision" + MINE;

    private static final String LOCK_ANY =
            "select " + REACHED + " reached, unread_seq from parley_marker" + ANY + " for update";

    private static final String MARK = "update parley_marker set unread_seq = :seq,"
            + " unread_from = coalesce((select m.ordinal from parley_message m"
            + " where m.conversation_id = :conversation and m.seq < :seq"
            + " order by m.conversation_id desc, m.seq desc limit 1), 0), read_revision = :revision" + ANY;

    private static final String STANDS = "select " + Rows.READ + ", c.last_ordinal c_last_ordinal"
            + " from parley_member mm join parley_conversation c on c.id = mm.conversation_id" + Rows.MARKER
            + " where mm.conversation_id = :conversation and mm.account_id = :member and mm.left_seq is null";

    private final Database database;

    JdbiMarkerStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Moved> read(AccountId member, ConversationId conversation, long seq) {
        return database.writeLazily(handle -> moved(handle, member, conversation, seq));
    }

    private static Optional<Moved> moved(Handle handle, AccountId member, ConversationId conversation, long seq) {
        boolean any = bound(handle.createQuery(LOCK), member, conversation)
                .bind("seq", seq)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
        long revision = any ? move(handle, member, conversation, seq) : 0;
        return stands(handle, member, conversation).map(marker -> new Moved(marker, revision));
    }

    private static long move(Handle handle, AccountId member, ConversationId conversation, long seq) {
        long revision = Revisions.raise(handle, member);
        bound(handle.createUpdate(MOVE), member, conversation)
                .bind("seq", seq)
                .bind("revision", revision)
                .execute();
        return revision;
    }

    @Override
    public Optional<Moved> unreadFrom(AccountId member, ConversationId conversation, long seq) {
        return database.writeLazily(handle -> marked(handle, member, conversation, seq));
    }

    private static Optional<Moved> marked(Handle handle, AccountId member, ConversationId conversation, long seq) {
        long from = bound(handle.createQuery(LOCK_ANY), member, conversation)
                .bind("seq", seq)
                .map((rs, context) -> rs.getLong("reached") == rs.getLong("unread_seq") ? 0 : rs.getLong("reached"))
                .findOne()
                .orElse(0L);
        long revision = from > 0 ? mark(handle, member, conversation, from) : 0;
        return stands(handle, member, conversation).map(marker -> new Moved(marker, revision));
    }

    private static long mark(Handle handle, AccountId member, ConversationId conversation, long seq) {
        long revision = Revisions.raise(handle, member);
        bound(handle.createUpdate(MARK), member, conversation)
                .bind("seq", seq)
                .bind("revision", revision)
                .execute();
        return revision;
    }

    private static <T extends SqlStatement<T>> T bound(T sql, AccountId member, ConversationId conversation) {
        return sql.bind("conversation", conversation.value()).bind("member", member.value());
    }

    private static Optional<Marker> stands(Handle handle, AccountId member, ConversationId conversation) {
        return handle.createQuery(STANDS)
                .bind("conversation", conversation.value())
                .bind("member", member.value())
                .map((rs, context) -> Rows.marker(rs, rs.getLong("c_last_ordinal")))
                .findOne();
    }
}
