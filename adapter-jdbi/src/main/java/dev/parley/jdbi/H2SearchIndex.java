package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Facts.Posted;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.SearchText;
import dev.parley.core.model.Sought;
import dev.parley.jdbi.TextBlock.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Texts in H2: beside their rows, they stand in blocks, some hundred messages a block ({@link TextBlock}). To go through a block takes
 * a fraction of what it takes to read the rows, and to enter a message as good as nothing, because only every {@value #RUN}th
 * of a conversation enters those since the last one. What has not been entered yet is found in its rows.
 *
 * <p>A block covers all numbers from its first to its last, and blocks follow one another without a gap, so that each message is either
 * in the one block that covers its number, or above the last block. Editing and deleting writes the block anew.
 *
 * <p>Thread-safe: immutable.
 */
final class H2SearchIndex implements SearchIndex {

    private static final int RUN = 64;

    /** A block is taken up again until it has so many bytes. */
    private static final int FULL = 24 * 1024;

    /** Conversations up to so many texts are looked through as a whole, and several together. */
    private static final int SMALL = 1_000;

    private static final int ROWS_AT_ONCE = 1_000;
    private static final int FEW_BLOCKS = 2;
    private static final int MANY_BLOCKS = 128;

    private static final String TABLE = "parley_search_block";

    private static final String CREATE = "create table if not exists " + TABLE + " (conversation_id bigint not null,"
            + " last_seq bigint not null, first_seq bigint not null, texts binary varying not null,"
            + " primary key (conversation_id, last_seq))";

    private static final String BLOCK =
            "select first_seq, last_seq, texts from " + TABLE + " where conversation_id = :conversation ";

    private static final String NEWEST = BLOCK + "order by conversation_id desc, last_seq desc limit 1";

    private static final String BELOW =
            BLOCK + "and last_seq < :seq order by conversation_id desc, last_seq desc limit :limit";

    private static final String AT = BLOCK + "and last_seq >= :seq order by conversation_id, last_seq limit 1";

    /** All blocks of several conversations. */
    private static final String ALL = "select b.conversation_id, b.first_seq, b.last_seq, b.texts"
            + " from unnest(:ids) w (id) join " + TABLE + " b on b.conversation_id = w.id";

    /** What was found above the last block of each. */
    private static final String ABOVE = "select m.conversation_id, m.seq, m.sent_at"
            + " from unnest(:ids, :lows, :belows) w (id, low, below) join parley_message m"
            + " on m.conversation_id = w.id and m.seq > w.low and m.seq < w.below where ";

    private static final String ROWS = "select m.seq, m.sender_id, m.sent_at, m.search from parley_message m"
            + " where m.conversation_id = :conversation and m.seq > :after and m.seq < :below and ";

    private static final String OLDEST_ROWS =
            ROWS + "m.search is not null order by m.conversation_id, m.seq limit " + ROWS_AT_ONCE;

    private static final String NEWEST_ROWS = ROWS + "%s order by m.conversation_id desc, m.seq desc limit :limit";

    private static final String TOPS = "select id, last_seq from parley_conversation where last_ordinal >= " + RUN;

    private record Block(long first, long last, byte[] texts) {

        static Block of(ResultSet rs) throws SQLException {
            return new Block(rs.getLong("first_seq"), rs.getLong("last_seq"), rs.getBytes("texts"));
        }

        boolean full() {
            return texts.length >= FULL;
        }
    }

    @Override
    public SearchMigration migration() {
        return new SearchMigration(H2SearchIndex::enterAll);
    }

    @Override
    public Columns<Message> columns() {
        return Columns.none();
    }

    @Override
    public String alter() {
        return "";
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE);
    }

    private static void enterAll(Handle handle) {
        handle.execute(CREATE);
        handle.execute("delete from " + TABLE);
        Map<Long, Long> tops = handle.createQuery(TOPS)
                .map((rs, context) -> Map.entry(rs.getLong("id"), rs.getLong("last_seq")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        tops.forEach((conversation, top) -> enter(handle, conversation, top));
    }

    @Override
    public void written(Handle handle, Decision decision) {
        Map<ConversationId, Long> complete = new HashMap<>();
        decision.posted().stream()
                .map(Posted::message)
                .filter(message -> message.kind() == MessageKind.TEXT && message.ordinal() % RUN == 0)
                .forEach(message -> complete.merge(message.conversation(), message.seq(), Math::max));
        Set<MessageId> reworded =
                decision.reworded().stream().map(again -> again.message().id()).collect(Collectors.toSet());
        decision.altered().stream()
                .filter(message -> message.deleted() || reworded.contains(message.id()))
                .forEach(message -> alter(handle, message));
        complete.forEach((conversation, top) -> enter(handle, conversation.value(), top));
    }

    /** Enters what has not been entered yet, up to a number. */
    private static void enter(Handle handle, long conversation, long top) {
        Optional<Block> newest = one(handle.createQuery(NEWEST).bind("conversation", conversation));
        long entered = newest.map(Block::last).orElse(0L);
        Optional<Block> open = newest.filter(block -> !block.full());
        long first = open.map(Block::first).orElse(entered + 1);
        List<Entry> entries =
                new ArrayList<>(open.map(block -> TextBlock.unpack(block.texts)).orElse(List.of()));
        open.ifPresent(block -> remove(handle, conversation, block));
        List<Entry> more = rows(handle, conversation, entered, top + 1);
        while (more.size() == ROWS_AT_ONCE) {
            entries.addAll(more);
            long last = more.get(more.size() - 1).seq();
            write(handle, conversation, first, last, entries);
            entries.clear();
            first = last + 1;
            more = rows(handle, conversation, last, top + 1);
        }
        entries.addAll(more);
        if (first <= top) {
            write(handle, conversation, first, top, entries);
        }
    }

    /** What a text says now, where it has been entered, which is nothing when it was deleted. */
    private static void alter(Handle handle, Message message) {
        long conversation = message.conversation().value();
        one(handle.createQuery(AT).bind("conversation", conversation).bind("seq", message.seq()))
                .filter(block -> block.first <= message.seq())
                .ifPresent(block -> {
                    List<Entry> entries = TextBlock.unpack(block.texts);
                    List<Entry> altered = altered(entries, message);
                    if (!altered.equals(entries)) {
                        remove(handle, conversation, block);
                        write(handle, conversation, block.first, block.last, altered);
                    }
                });
    }

    private static List<Entry> altered(List<Entry> entries, Message message) {
        Optional<String> text = message.said().map(SearchText::fold);
        return entries.stream()
                .flatMap(entry -> entry.seq() == message.seq() ? text.map(entry::saying).stream() : Stream.of(entry))
                .toList();
    }

    /** Writes these as blocks that cover all from the first number to the last. */
    private static void write(Handle handle, long conversation, long first, long last, List<Entry> entries) {
        long from = first;
        int begin = 0;
        int length = 0;
        for (int i = 0; i < entries.size() - 1; i++) {
            length += entries.get(i).text().length();
            if (length >= FULL) {
                long end = entries.get(i).seq();
                insert(handle, conversation, new Block(from, end, TextBlock.pack(entries.subList(begin, i + 1))));
                from = end + 1;
                begin = i + 1;
                length = 0;
            }
        }
        insert(handle, conversation, new Block(from, last, TextBlock.pack(entries.subList(begin, entries.size()))));
    }

    private static void insert(Handle handle, long conversation, Block block) {
        handle.execute(
                "insert into " + TABLE + " (conversation_id, last_seq, first_seq, texts) values (?, ?, ?, ?)",
                conversation,
                block.last,
                block.first,
                block.texts);
    }

    private static void remove(Handle handle, long conversation, Block block) {
        handle.execute(
                "delete from " + TABLE + " where conversation_id = ? and last_seq = ?", conversation, block.last);
    }

    private static List<Entry> rows(Handle handle, long conversation, long after, long below) {
        return entries(handle.createQuery(OLDEST_ROWS)
                .bind("conversation", conversation)
                .bind("after", after)
                .bind("below", below));
    }

    private static List<Entry> entries(Query query) {
        return query.map((rs, context) -> new Entry(
                        rs.getLong("seq"),
                        new AccountId(rs.getLong("sender_id")),
                        Rows.time(rs, "sent_at"),
                        rs.getString("search")))
                .list();
    }

    private static Optional<Block> one(Query query) {
        return query.map((rs, context) -> Block.of(rs)).findOne();
    }

    @Override
    public Step look(Handle handle, List<Reach> some, Quest quest, int round) {
        Look look = new Look(handle, quest, Math.min(MANY_BLOCKS, FEW_BLOCKS << 3 * Math.min(round, 3)));
        Map<Boolean, List<Reach>> bySize = some.stream().collect(Collectors.partitioningBy(H2SearchIndex::small));
        look.throughAll(bySize.getOrDefault(true, List.of()));
        bySize.getOrDefault(false, List.of()).forEach(look::into);
        return new Step(look.hits, look.left, 0);
    }

    private static boolean small(Reach reach) {
        return reach.texts() <= SMALL && !reach.begun();
    }

    @Override
    public Optional<List<Hit>> pick(Handle handle, List<Reach> some, Quest quest) {
        return Optional.empty();
    }

    /** One step of a search: so many blocks of each of some conversations, the newest first, and the rows above the last block. */
    private static final class Look {

        private final Handle handle;
        private final Sought sought;
        private final int limit;
        private final int blocks;
        private final List<Hit> hits = new ArrayList<>();
        private final List<Reach> left = new ArrayList<>();

        Look(Handle handle, Quest quest, int blocks) {
            this.handle = handle;
            this.sought = quest.sought();
            this.limit = quest.limit();
            this.blocks = blocks;
        }

        void throughAll(List<Reach> reaches) {
            if (reaches.isEmpty()) {
                return;
            }
            Map<Long, Long> lasts = new HashMap<>();
            Map<Long, Reach> byId = reaches.stream().collect(Collectors.toMap(Reach::conversation, reach -> reach));
            List<Long> ids = reaches.stream().map(Reach::conversation).toList();
            handle.createQuery(ALL)
                    .bindArray("ids", Long.class, ids)
                    .map((rs, context) -> Map.entry(rs.getLong("conversation_id"), Block.of(rs)))
                    .list()
                    .forEach(block -> {
                        lasts.merge(block.getKey(), block.getValue().last, Math::max);
                        keep(Objects.requireNonNull(byId.get(block.getKey())), block.getValue());
                    });
            Query above = handle.createQuery(ABOVE + SearchSql.condition(sought))
                    .bindArray("ids", Long.class, ids)
                    .bindArray(
                            "lows",
                            Long.class,
                            ids.stream().map(id -> lasts.getOrDefault(id, 0L)).toList())
                    .bindArray(
                            "belows",
                            Long.class,
                            reaches.stream().map(Reach::below).toList());
            hits.addAll(SearchSql.bind(above, sought)
                    .map((rs, context) ->
                            new Hit(rs.getLong("conversation_id"), rs.getLong("seq"), Rows.time(rs, "sent_at")))
                    .list());
        }

        void into(Reach reach) {
            Optional<Block> covering = reach.begun() || reach.below() == Long.MAX_VALUE
                    ? Optional.empty()
                    : one(block(AT, reach, reach.below()));
            List<Block> below = block(BELOW, reach, reach.below())
                    .bind("limit", blocks)
                    .map((rs, context) -> Block.of(rs))
                    .list();
            int before = hits.size();
            if (!reach.begun() && covering.isEmpty()) {
                newestRows(reach, below.isEmpty() ? 0 : below.get(0).last);
            }
            covering.ifPresent(block -> keep(reach, block));
            Reach rest = reach;
            for (Block block : below) {
                if (hits.size() - before >= limit) {
                    return;
                }
                keep(reach, block);
                rest = rest.down(block.first, TextBlock.begin(block.texts).orElse(reach.latest()));
            }
            if (below.size() == blocks && hits.size() - before < limit) {
                left.add(rest);
            }
        }

        private Query block(String sql, Reach reach, long seq) {
            return handle.createQuery(sql)
                    .bind("conversation", reach.conversation())
                    .bind("seq", seq);
        }

        private void newestRows(Reach reach, long after) {
            Query query = handle.createQuery(NEWEST_ROWS.formatted(SearchSql.condition(sought)))
                    .bind("conversation", reach.conversation())
                    .bind("after", after)
                    .bind("below", reach.below())
                    .bind("limit", limit);
            entries(SearchSql.bind(query, sought)).forEach(entry -> hit(reach, entry));
        }

        private void keep(Reach reach, Block block) {
            TextBlock.find(block.texts, sought).stream()
                    .filter(entry -> entry.seq() < reach.below())
                    .forEach(entry -> hit(reach, entry));
        }

        private void hit(Reach reach, Entry entry) {
            hits.add(new Hit(reach.conversation(), entry.seq(), entry.sentAt()));
        }
    }
}
