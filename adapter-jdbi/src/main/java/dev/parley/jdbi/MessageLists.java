package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Sought;
import dev.parley.core.port.MessageReader.ListQuery;
import dev.parley.jdbi.SearchIndex.Quest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The one list over all conversations, by time and with page numbers. Sorting everything a member may see would cost a second on
 * large databases, so the count is summed from the conversations' own counts, and the first pages are put together from the
 * conversations that were written in last, each by the numbers of its messages; more of them are taken until what was left out can only be older.
 *
 * <p>Everything runs in one snapshot, on one thread, once.
 */
final class MessageLists {

    private static final int MOST_FOUND = 1_000;
    private static final int MOST_MERGED = 256;
    private static final int DEEPEST_MERGED = 2_000;
    private static final long NONE = -1;

    private static final String MINE = "select c.id, c.live_count, c.last_ordinal, c.last_message_at"
            + " from parley_member mm join parley_conversation c on c.id = mm.conversation_id"
            + " where mm.account_id = :member and mm.left_seq is null and c.live_count > 0";

    private static final String NEWEST_FIRST = " order by c.last_message_at desc, c.id desc";

    /** Times never go back within a conversation, so its messages are in the order of their numbers as well. */
    private static final String NEWEST_MESSAGE_FIRST = " order by m.sent_at desc, m.conversation_id desc, m.seq desc";

    /** What of table {@code m} is listed. */
    static final String LIVE = " and m.kind = 'TEXT' and m.deleted_at is null";

    private static final String ALL = "select m.* from parley_message m where m.conversation_id = any(:conversations)"
            + LIVE + NEWEST_MESSAGE_FIRST + " limit :limit offset :offset";

    private record Recent(long id, long live, long texts, Instant lastAt) {}

    private final Handle handle;
    private final Backend backend;
    private final AccountId member;
    private final ListQuery query;

    MessageLists(Handle handle, Backend backend, AccountId member, ListQuery query) {
        this.handle = handle;
        this.backend = backend;
        this.member = member;
        this.query = query;
    }

    MessageList list() {
        List<Recent> mine = mine();
        return query.search().map(text -> found(mine, text)).orElseGet(() -> all(mine));
    }

    private List<Recent> mine() {
        String with = query.with().isPresent()
                ? " and c.id = (select d.conversation_id from parley_address d where d.pair = :pair)"
                : "";
        Query select = handle.createQuery(MINE + with + NEWEST_FIRST).bind("member", member.value());
        query.with()
                .ifPresent(other -> select.bind("pair", Pair.of(member, other).key()));
        return select.map((rs, context) -> new Recent(
                        rs.getLong("id"),
                        rs.getLong("live_count"),
                        rs.getLong("last_ordinal"),
                        Rows.time(rs, "last_message_at")))
                .list();
    }

    private MessageList found(List<Recent> mine, String text) {
        Searches searches = new Searches(handle, backend.searchIndex());
        List<Reach> all = mine.stream()
                .map(one -> Reach.all(one.id(), one.lastAt(), one.texts()))
                .toList();
        List<Hit> hits = searches.newest(all, new Quest(Sought.text(text), MOST_FOUND));
        List<Hit> page = hits.stream().skip(offset()).limit(query.size()).toList();
        return new MessageList(hits.size(), searches.messages(page));
    }

    private MessageList all(List<Recent> mine) {
        long count = mine.stream().mapToLong(Recent::live).sum();
        return new MessageList(count, offset() < count ? page(mine) : List.of());
    }

    private List<Message> page(List<Recent> mine) {
        boolean deep = offset() + query.size() > DEEPEST_MERGED;
        for (int taken = 1; taken <= MOST_MERGED && !deep; taken *= 4) {
            if (taken < mine.size() && liveIn(mine, taken) < offset() + query.size()) {
                continue;
            }
            List<Message> page = merged(mine, taken);
            boolean complete = taken >= mine.size()
                    || page.size() == query.size()
                            && page.get(page.size() - 1)
                                    .sentAt()
                                    .isAfter(mine.get(taken).lastAt());
            if (complete) {
                return page;
            }
        }
        backend.lookThrough(handle);
        return rows(handle.createQuery(messages(ALL)).bindArray("conversations", Long.class, ids(mine)));
    }

    private static long liveIn(List<Recent> mine, int taken) {
        return mine.stream().limit(taken).mapToLong(Recent::live).sum();
    }

    /** The page, as far as only the first conversations hold it. */
    private List<Message> merged(List<Recent> mine, int taken) {
        String sql = "select m.* from (" + backend.newestOfEach(taken) + ") m" + NEWEST_MESSAGE_FIRST
                + " limit :limit offset :offset";
        List<Long> chosen = IntStream.range(0, taken)
                .mapToObj(i -> i < mine.size() ? mine.get(i).id() : NONE)
                .toList();
        return rows(handle.createQuery(messages(sql))
                .bindArray("conversations", Long.class, chosen)
                .bind("needed", offset() + query.size()));
    }

    private List<Message> rows(Query select) {
        return new ArrayList<>(select.bind("limit", query.size())
                .bind("offset", offset())
                .map((rs, context) -> Rows.message(rs))
                .list());
    }

    private static String messages(String chosen) {
        return "select " + Rows.MESSAGE + " from (" + chosen
                + ") m join parley_conversation c on c.id = m.conversation_id" + Rows.PEOPLE
                + NEWEST_MESSAGE_FIRST;
    }

    private static List<Long> ids(List<Recent> conversations) {
        return conversations.stream().map(Recent::id).toList();
    }

    private long offset() {
        return (long) (query.page() - 1) * query.size();
    }
}
