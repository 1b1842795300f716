package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Grams;
import dev.parley.core.model.Message;
import dev.parley.core.model.Sought;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Texts in PostgreSQL: each row has the {@link Grams} of its text in an array, of which a GIN index knows in which rows a number is.
 * The conversation is one of the numbers, so that rows of others are not even looked at.
 *
 * <p>What the planner expects of an array that it has no statistics of is a guess, so it is left no choice: where the newest rows are to be
 * looked through, they are read along their numbers, and where the index is to be asked, nothing else is on.
 */
final class PostgresSearchIndex implements SearchIndex {

    /** What comes in is sorted into the index when a megabyte of it waits, not four: whoever's turn it is waits for it. */
    private static final String INDEX = "create index if not exists parley_message_grams on parley_message"
            + " using gin (grams) with (gin_pending_list_limit = 1024)";

    private static final Columns<Message> COLUMNS = Columns.<Message>none()
            .cast(
                    "grams",
                    "int[]",
                    message -> Grams.of(message).map(PostgresSearchIndex::array).orElse(null));

    private static final String ONLY_BY_BITMAP = "set local enable_bitmapscan = on;"
            + " set local enable_indexscan = off; set local enable_indexonlyscan = off";

    private static final String AFTER_THAT = "set local enable_bitmapscan = off;"
            + " set local enable_indexscan = on; set local enable_indexonlyscan = on";

    private static final String NEVER_ALL = "set local enable_seqscan = off";

    private static final String ROOMS = "unnest(:ids, :belows) w (id, below)";

    /** What was found, and of each conversation the last that was looked at. */
    private static final String LOOK =
            "with looked as materialized (select m.conversation_id, m.seq, m.sent_at, m.found"
                    + " from " + ROOMS + " cross join lateral (select m.conversation_id, m.seq, m.sent_at, (%s) found"
                    + " from parley_message m where m.conversation_id = w.id and m.seq < w.below"
                    + " order by m.conversation_id desc, m.seq desc limit :deep) m)"
                    + " select conversation_id, seq, sent_at, 0 looked from looked where found"
                    + " union all select conversation_id, min(seq), min(sent_at), count(*) from looked group by conversation_id";

    private static final String PICK = "with found as materialized (select m.conversation_id, m.seq, m.sent_at"
            + " from parley_message m where %s and %s)"
            + " select m.conversation_id, m.seq, m.sent_at from found m join " + ROOMS
            + " on w.id = m.conversation_id and m.seq < w.below"
            + " order by m.sent_at desc, m.conversation_id desc, m.seq desc limit :limit";

    private static final String FORMER = "select id, conversation_id, sender_id, search from parley_message"
            + " where id > :after and search is not null order by id limit 1000";

    private static final String ENTER = "update parley_message t set grams = cast(w.grams as int[])"
            + " from unnest(:ids, :grams) w (id, grams) where t.id = w.id";

    private static final int FIRST_LOOK = 1_000;
    private static final int LEAST_OF_ONE = 32;
    private static final int MOST_ROUNDS = 6;

    @Override
    public SearchMigration migration() {
        return new SearchMigration(PostgresSearchIndex::enter);
    }

    @Override
    public Columns<Message> columns() {
        return COLUMNS;
    }

    @Override
    public String alter() {
        return ", grams = cast(w.grams as int[])";
    }

    @Override
    public List<String> tables() {
        return List.of();
    }

    @Override
    public void written(Handle handle, Decision decision) {
        // it is in the messages' rows
    }

    @Override
    public Step look(Handle handle, List<Reach> some, Quest quest, int round) {
        if (round == 0) {
            handle.execute(NEVER_ALL);
        }
        int deep = Math.max(LEAST_OF_ONE, FIRST_LOOK / some.size()) << 2 * Math.min(round, MOST_ROUNDS);
        List<Hit> hits = new ArrayList<>();
        List<Reach> left = new ArrayList<>();
        long[] looked = {0};
        Query query = handle.createQuery(LOOK.formatted(SearchSql.condition(quest.sought())))
                .bind("deep", deep);
        rooms(SearchSql.bind(query, quest.sought()), some)
                .map((rs, context) -> {
                    long many = rs.getLong("looked");
                    looked[0] += many;
                    Hit hit = hit(rs);
                    if (many == 0) {
                        hits.add(hit);
                    } else if (many == deep) {
                        left.add(rest(some, hit));
                    }
                    return hit;
                })
                .list();
        return new Step(hits, left, looked[0]);
    }

    private static Reach rest(List<Reach> some, Hit last) {
        return some.stream()
                .filter(reach -> reach.conversation() == last.conversation())
                .findAny()
                .orElseThrow()
                .down(last.seq(), last.sentAt());
    }

    @Override
    public Optional<List<Hit>> pick(Handle handle, List<Reach> some, Quest quest) {
        handle.execute(ONLY_BY_BITMAP);
        Sought sought = quest.sought();
        String sql = PICK.formatted(has(some, sought), SearchSql.condition(sought));
        Query query = have(handle.createQuery(sql).bind("limit", quest.limit()), some, sought);
        List<Hit> hits = rooms(SearchSql.bind(query, sought), some)
                .map((rs, context) -> hit(rs))
                .list();
        handle.execute(AFTER_THAT);
        return Optional.of(hits);
    }

    /** By one number more in one conversation, which is intersected with the others; in many, by any of theirs. */
    private static String has(List<Reach> some, Sought sought) {
        if (some.size() == 1) {
            return "m.grams @> cast(:has as int[])";
        }
        String any = "m.grams && cast(:rooms as int[])";
        return Grams.of(sought).length == 0 ? any : "m.grams @> cast(:has as int[]) and " + any;
    }

    private static Query have(Query query, List<Reach> some, Sought sought) {
        int[] has = Grams.of(sought);
        int[] rooms = some.stream()
                .mapToInt(reach -> Grams.of(new ConversationId(reach.conversation())))
                .toArray();
        if (some.size() == 1) {
            int[] all = Arrays.copyOf(has, has.length + 1);
            all[has.length] = rooms[0];
            return query.bind("has", array(all));
        }
        return has.length == 0
                ? query.bind("rooms", array(rooms))
                : query.bind("rooms", array(rooms)).bind("has", array(has));
    }

    private static Query rooms(Query query, List<Reach> some) {
        return query.bindArray(
                        "ids",
                        Long.class,
                        some.stream().map(Reach::conversation).toList())
                .bindArray("belows", Long.class, some.stream().map(Reach::below).toList());
    }

    private static Hit hit(ResultSet rs) throws SQLException {
        return new Hit(rs.getLong("conversation_id"), rs.getLong("seq"), Rows.time(rs, "sent_at"));
    }

    private static String array(int[] numbers) {
        return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(",", "{", "}"));
    }

    /** The index last: it is made faster than it grows. */
    private static void enter(Handle handle) {
        handle.execute("alter table parley_message add column if not exists grams int[]");
        handle.execute("alter table parley_message alter column grams set storage external");
        long after = 0;
        for (List<Former> some = former(handle, after); !some.isEmpty(); some = former(handle, after)) {
            handle.createUpdate(ENTER)
                    .bindArray("ids", Long.class, some.stream().map(Former::id).toList())
                    .bindArray(
                            "grams",
                            String.class,
                            some.stream().map(Former::grams).toList())
                    .execute();
            after = some.get(some.size() - 1).id();
        }
        handle.execute(INDEX);
    }

    private static List<Former> former(Handle handle, long after) {
        return handle.createQuery(FORMER)
                .bind("after", after)
                .map((rs, context) -> Former.of(rs))
                .list();
    }

    /** A message that was there before the index. */
    private record Former(long id, String grams) {

        static Former of(ResultSet rs) throws SQLException {
            int[] grams = Grams.of(
                    new ConversationId(rs.getLong("conversation_id")),
                    new AccountId(rs.getLong("sender_id")),
                    rs.getString("search"));
            return new Former(rs.getLong("id"), array(grams));
        }
    }
}
