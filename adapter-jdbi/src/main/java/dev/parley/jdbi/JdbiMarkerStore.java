package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Seen;
import dev.parley.core.port.MarkerStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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

    /** Of conversation {@code c}, in which it is shown how far others have read. */
    private static final String SMALL = "c.kind <> 'CHANNEL' and c.member_count <= " + MOST_SEEN;

    private static final String STANDS =
            "select " + Rows.READ + ", c.last_ordinal c_last_ordinal, a.share_reading and " + SMALL + " shown"
                    + " from parley_member mm join parley_conversation c on c.id = mm.conversation_id" + Rows.MARKER
                    + " join parley_account a on a.id = mm.account_id"
                    + " where mm.conversation_id = :conversation and mm.account_id = :member and mm.left_seq is null";

    /** The permission is the first row's, who is nobody where there is none to see. */
    private static final String SEEN = "select w.account_id, w.read_seq from parley_member mm"
            + " join parley_conversation c on c.id = mm.conversation_id join parley_account a on a.id = mm.account_id"
            + " left join (select o.conversation_id, o.account_id, k.read_seq from parley_member o"
            + " join parley_marker k on k.conversation_id = o.conversation_id and k.account_id = o.account_id"
            + " join parley_account s on s.id = o.account_id where o.conversation_id = :conversation and o.left_seq is null"
            + " and s.share_reading order by o.account_id limit " + MOST_SEEN + ") w"
            + " on w.conversation_id = mm.conversation_id and a.share_reading and " + SMALL
            + " where mm.conversation_id = :conversation and mm.account_id = :member and mm.left_seq is null"
            + " order by w.account_id";

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
        return stands(handle, member, conversation, revision);
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

    @Override
    public Optional<List<Seen>> seen(AccountId member, ConversationId conversation) {
        List<Optional<Seen>> found = database.read(handle -> bound(handle.createQuery(SEEN), member, conversation)
                .map((rs, context) -> seen(rs))
                .list());
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.stream().flatMap(Optional::stream).toList());
    }

    private static Optional<Seen> seen(ResultSet rs) throws SQLException {
        long seq = rs.getLong("read_seq");
        return rs.wasNull() ? Optional.empty() : Optional.of(new Seen(new AccountId(rs.getLong("account_id")), seq));
    }

    private static Optional<Moved> marked(Handle handle, AccountId member, ConversationId conversation, long seq) {
        long from = bound(handle.createQuery(LOCK_ANY), member, conversation)
                .bind("seq", seq)
                .map((rs, context) -> rs.getLong("reached") == rs.getLong("unread_seq") ? 0 : rs.getLong("reached"))
                .findOne()
                .orElse(0L);
        long revision = from > 0 ? mark(handle, member, conversation, from) : 0;
        return stands(handle, member, conversation, revision);
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

    private static Optional<Moved> stands(Handle handle, AccountId member, ConversationId conversation, long revision) {
        return bound(handle.createQuery(STANDS), member, conversation)
                .map((rs, context) ->
                        new Moved(Rows.marker(rs, rs.getLong("c_last_ordinal")), revision, rs.getBoolean("shown")))
                .findOne();
    }
}
