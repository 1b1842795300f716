package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.FormerText;
import dev.parley.core.model.Found;
import dev.parley.core.model.FoundCursor;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.MessagePage;
import dev.parley.core.model.Page;
import dev.parley.core.model.Sought;
import dev.parley.core.model.Window;
import dev.parley.core.port.MessageReader;
import dev.parley.jdbi.SearchIndex.Quest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;

/**
 * Messages as members see them. Each read is one statement that joins the member's row, or one snapshot that begins with it, so it answers nothing to anybody else (G9).
 *
 * <p>Orders name the conversation first, although it is the same in all rows: that is how H2 sees that an index has the order
 * already.
 *
 * <p>Thread-safe.
 */
final class JdbiMessageReader implements MessageReader {

    private static final String MEMBER = " join parley_member mm on mm.conversation_id = c.id"
            + " and mm.account_id = :member and mm.left_seq is null ";

    private static final String ONE = "select " + Rows.MESSAGE
            + " from parley_message m join parley_conversation c on c.id = m.conversation_id" + MEMBER + Rows.PEOPLE
            + "where m.id = :message";

    private static final String WINDOW =
            "select c.last_seq top, " + Rows.MESSAGE + " from parley_conversation c" + MEMBER
                    + "left join ((select * from parley_message where conversation_id = :conversation and seq <= :middle"
                    + " order by conversation_id desc, seq desc limit :below)"
                    + " union all (select * from parley_message where conversation_id = :conversation and seq > :middle"
                    + " order by conversation_id, seq limit :above)) m on m.conversation_id = c.id" + Rows.PEOPLE
                    + "where c.id = :conversation order by m.seq";

    private static final String PINNED = "select c.last_seq top, " + Rows.MESSAGE + " from parley_conversation c"
            + MEMBER + "left join parley_pin x on x.conversation_id = c.id"
            + " left join parley_message m on m.id = x.message_id" + Rows.PEOPLE
            + "where c.id = :conversation order by x.seq desc";

    /** Whose the message is, what the reader is there, and a former text, where there is one. */
    private static final String FORMER = "select m.sender_id, mm.account_id mm_member, a.admin, e.version, e.content,"
            + " e.edited_at from parley_message m join parley_account a on a.id = :reader"
            + " left join parley_member mm on mm.conversation_id = m.conversation_id and mm.account_id = :reader"
            + " and mm.left_seq is null"
            + " left join parley_edit e on e.message_id = m.id and e.version < :before"
            + " where m.id = :message and (a.admin or mm.account_id is not null) order by e.version desc limit :limit";

    private final Database database;

    JdbiMessageReader(Database database) {
        this.database = database;
    }

    private record Row(long top, Optional<Message> message) {}

    @Override
    public Optional<Message> message(AccountId member, MessageId message) {
        return database.read(handle -> handle.createQuery(ONE)
                .bind("member", member.value())
                .bind("message", message.value())
                .map((rs, context) -> Rows.message(rs))
                .findOne());
    }

    @Override
    public Optional<MessagePage> window(AccountId member, ConversationId conversation, Window window) {
        Span span = Span.of(window);
        List<Row> rows = database.read(handle -> rows(handle.createQuery(WINDOW)
                .bind("member", member.value())
                .bind("conversation", conversation.value())
                .bind("middle", span.middle())
                .bind("below", span.below() + 1)
                .bind("above", span.above() + 1)));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(span.page(rows.get(0).top(), messages(rows)));
    }

    @Override
    public Optional<ChangePage> changes(AccountId member, ConversationId conversation, long after, int limit) {
        return database.read(handle -> LogPages.ofMember(handle, member, conversation, after, limit));
    }

    @Override
    public Optional<List<Message>> search(
            AccountId member, ConversationId conversation, Sought sought, long before, int limit) {
        return searching(searches -> searches.in(member, conversation, new Quest(sought, limit), before));
    }

    @Override
    public Page<Found> search(AccountId member, Sought sought, Optional<String> cursor, int limit) {
        Optional<FoundCursor> end = cursor.map(FoundCursor::parse);
        return searching(searches -> searches.everywhere(member, sought, end, limit));
    }

    private <T> T searching(Function<Searches, T> work) {
        SearchIndex index = database.backend().searchIndex();
        return database.snapshot(handle -> work.apply(new Searches(handle, index)));
    }

    @Override
    public Optional<List<Message>> pinned(AccountId member, ConversationId conversation) {
        List<Row> rows = database.read(handle -> rows(
                handle.createQuery(PINNED).bind("member", member.value()).bind("conversation", conversation.value())));
        return rows.isEmpty() ? Optional.empty() : Optional.of(messages(rows));
    }

    private record Former(boolean readable, Optional<FormerText> text) {}

    @Override
    public List<FormerText> formerTexts(AccountId reader, MessageId message, int before, int limit) {
        List<Former> rows = database.read(handle -> handle.createQuery(FORMER)
                .bind("reader", reader.value())
                .bind("message", message.value())
                .bind("before", before)
                .bind("limit", limit)
                .map((rs, context) -> former(rs, reader))
                .list());
        if (rows.isEmpty()) {
            throw ChatException.of(ErrorCode.NOT_FOUND);
        } else if (!rows.get(0).readable()) {
            throw ChatException.of(ErrorCode.NOT_AUTHOR);
        }
        return rows.stream().flatMap(row -> row.text().stream()).toList();
    }

    private static Former former(ResultSet rs, AccountId reader) throws SQLException {
        boolean readable = rs.getBoolean("admin") || rs.getLong("sender_id") == reader.value();
        int version = rs.getInt("version");
        return new Former(
                readable,
                rs.wasNull()
                        ? Optional.empty()
                        : Optional.of(new FormerText(version, rs.getString("content"), Rows.time(rs, "edited_at"))));
    }

    @Override
    public MessageList list(AccountId member, ListQuery query) {
        Backend backend = database.backend();
        return database.snapshot(handle -> new MessageLists(handle, backend, member, query).list());
    }

    /** A member's conversation without messages is one row without a message; somebody else's is no row. */
    private static List<Row> rows(Query query) {
        return query.map((rs, context) -> new Row(rs.getLong("top"), Rows.messageIfAny(rs)))
                .list();
    }

    private static List<Message> messages(List<Row> rows) {
        return rows.stream().flatMap(row -> row.message().stream()).toList();
    }

    /**
     * A window as so many messages up to a seq and so many after it. One more is read on either side, to know whether there is
     * any.
     */
    private record Span(long middle, int below, int above) {

        static Span of(Window window) {
            int half = window.limit() / 2;
            return switch (window.side()) {
                case LATEST -> new Span(Long.MAX_VALUE, window.limit(), 0);
                case BEFORE ->
                    new Span(window.seq() == Long.MIN_VALUE ? window.seq() : window.seq() - 1, window.limit(), 0);
                case AFTER -> new Span(window.seq(), 0, window.limit());
                case AROUND -> new Span(window.seq(), window.limit() - half, half);
            };
        }

        MessagePage page(long top, List<Message> found) {
            int lower = (int) found.stream().filter(m -> m.seq() <= middle).count();
            boolean before = lower > below;
            boolean after = found.size() - lower > above;
            List<Message> page = found.subList(before ? 1 : 0, found.size() - (after ? 1 : 0));
            return new MessagePage(List.copyOf(page), top, before, after);
        }
    }
}
