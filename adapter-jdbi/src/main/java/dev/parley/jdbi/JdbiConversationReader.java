package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Blocking;
import dev.parley.core.model.ChannelItem;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Naming;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Person;
import dev.parley.core.model.Position;
import dev.parley.core.model.Role;
import dev.parley.core.model.Shelf;
import dev.parley.core.model.Standing;
import dev.parley.core.port.ConversationReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.Query;

/**
 * Conversations as their members see them. The list is one statement however long it is: a conversation's row knows its last message.
 *
 * <p>Thread-safe.
 */
final class JdbiConversationReader implements ConversationReader {

    private static final String MINE =
            "select c.*, mm.role, mm.notify, mm.favourite, mm.hidden_from from parley_member mm join parley_conversation c on c.id = mm.conversation_id"
                    + " where mm.account_id = :member and mm.left_seq is null";

    private static final String SHOWN = " and (mm.hidden_from is null or mm.hidden_from < c.last_ordinal)";

    private static final String HIDDEN = " and mm.hidden_from >= c.last_ordinal";

    private static final String ORDER = " order by c.last_message_at desc nulls last, c.id";

    private static final String POSITIONS = "select c.id, c.last_seq"
            + " from parley_member mm join parley_conversation c on c.id = mm.conversation_id"
            + " where mm.account_id = :member and mm.left_seq is null" + ORDER;

    private static final String SINCE = "select " + Rows.CONVERSATION + ", mm.joined_seq mm_joined_seq,"
            + " " + Rows.READ + ", " + Rows.settings("mm", "c.last_ordinal")
            + ", mm.joined_revision > :revision mm_came,"
            + " k.read_revision > :revision mm_moved, mm.settings_revision > :revision mm_wanted"
            + " from parley_member mm join parley_conversation c on c.id = mm.conversation_id" + Rows.MARKER
            + " where mm.account_id = :member and mm.left_seq is null and (mm.joined_revision > :revision"
            + " or k.read_revision > :revision or mm.settings_revision > :revision)";

    /** The permission is the first row's, who is nobody where the page is empty. */
    private static final String PARTICIPANTS = "select w.role, " + Rows.person("s")
            + " from parley_member mm left join (select * from parley_member where conversation_id = :conversation"
            + " and left_seq is null and account_id > :after order by account_id limit :limit) w"
            + " on w.conversation_id = mm.conversation_id left join parley_account s on s.id = w.account_id"
            + " where mm.conversation_id = :conversation and mm.account_id = :member and mm.left_seq is null"
            + " order by s.id";

    private static final String CHANNELS = "select c.id, c.title, c.topic, c.member_count,"
            + " mm.account_id is not null joined"
            + " from (select b.* from parley_address b join parley_conversation o on o.id = b.conversation_id"
            + " where b.channel_name > :after and b.channel_name like :pattern escape '!' and o.archived_at is null"
            + " order by b.channel_name limit :limit) d join parley_conversation c on c.id = d.conversation_id"
            + " left join parley_member mm on mm.conversation_id = c.id and mm.account_id = :member and mm.left_seq is null"
            + " order by d.channel_name";

    /** Of a direct conversation, the one who is not the member. */
    private static final String OTHER = "case when c.low_id = :member then c.high_id else c.low_id end";

    private static final Pattern ID = Pattern.compile("[0-9]{1,16}");

    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,400}");

    private static final String AFTER_DATED =
            " and (c.last_message_at < :at or c.last_message_at = :at and c.id > :id or c.last_message_at is null)";

    private static final String AFTER_UNDATED = " and c.last_message_at is null and c.id > :id";

    private final Database database;

    JdbiConversationReader(Database database) {
        this.database = database;
    }

    @Override
    public Page<ConversationItem> of(AccountId member, Shelf shelf, Optional<String> cursor, int limit) {
        Optional<Place> after = cursor.map(Place::of);
        String keyset =
                after.map(p -> p.at().isPresent() ? AFTER_DATED : AFTER_UNDATED).orElse("");
        String sql = items(MINE + (shelf == Shelf.HIDDEN ? HIDDEN : SHOWN) + keyset + ORDER + " limit :limit") + ORDER;
        List<ConversationItem> found = database.read(handle -> {
            Query query = handle.createQuery(sql).bind("member", member.value()).bind("limit", limit + 1);
            after.ifPresent(place -> place.bind(query));
            return query.map((rs, context) -> item(rs)).list();
        });
        return Pages.of(found, limit, last -> Place.of(last.conversation()).toString());
    }

    @Override
    public Optional<ConversationItem> item(AccountId member, ConversationId conversation) {
        String sql = items(MINE + " and c.id = :conversation");
        return database.read(handle -> handle.createQuery(sql)
                .bind("member", member.value())
                .bind("conversation", conversation.value())
                .map((rs, context) -> item(rs))
                .findOne());
    }

    @Override
    public List<Position> positions(AccountId member) {
        return database.read(handle -> handle.createQuery(POSITIONS)
                .bind("member", member.value())
                .map((rs, context) -> new Position(new ConversationId(rs.getLong("id")), rs.getLong("last_seq")))
                .list());
    }

    @Override
    public List<Standing> since(AccountId member, long revision) {
        return database.read(handle -> handle.createQuery(SINCE)
                .bind("member", member.value())
                .bind("revision", revision)
                .map((rs, context) -> standing(rs))
                .list());
    }

    private static Standing standing(ResultSet rs) throws SQLException {
        Conversation conversation = Rows.conversation(rs);
        return new Standing(
                new Position(conversation.id(), conversation.lastSeq()),
                conversation.pair(),
                rs.getBoolean("mm_came") ? OptionalLong.of(rs.getLong("mm_joined_seq")) : OptionalLong.empty(),
                rs.getBoolean("mm_moved") ? Optional.of(Rows.marker(rs, conversation.lastOrdinal())) : Optional.empty(),
                rs.getBoolean("mm_wanted") ? Optional.of(Rows.settings(rs)) : Optional.empty());
    }

    @Override
    public Optional<ConversationId> direct(Pair pair) {
        return database.read(
                handle -> handle.createQuery("select conversation_id from parley_address where pair = :pair")
                        .bind("pair", pair.key())
                        .map((rs, context) -> new ConversationId(rs.getLong("conversation_id")))
                        .findOne());
    }

    @Override
    public Optional<ConversationId> byKey(HostKey key) {
        return database.read(
                handle -> handle.createQuery("select conversation_id from parley_address where host_key = :key")
                        .bind("key", key.value())
                        .map((rs, context) -> new ConversationId(rs.getLong("conversation_id")))
                        .findOne());
    }

    @Override
    public Optional<Page<Participant>> participants(
            AccountId member, ConversationId conversation, Optional<String> cursor, int limit) {
        long after = cursor.map(word -> Long.parseLong(Pages.checked(word, ID))).orElse(0L);
        List<Optional<Participant>> found = database.read(handle -> handle.createQuery(PARTICIPANTS)
                .bind("member", member.value())
                .bind("conversation", conversation.value())
                .bind("after", after)
                .bind("limit", limit + 1)
                .map((rs, context) -> participant(rs))
                .list());
        List<Participant> people = found.stream().flatMap(Optional::stream).toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(Pages.of(people, limit, last -> last.person().id().toString()));
    }

    private static Optional<Participant> participant(ResultSet rs) throws SQLException {
        Optional<Person> person = Rows.personIfAny(rs, "s");
        return person.isEmpty()
                ? Optional.empty()
                : Optional.of(new Participant(person.get(), Role.valueOf(rs.getString("role"))));
    }

    @Override
    public Page<ChannelItem> channels(AccountId reader, String foldedQuery, Optional<String> cursor, int limit) {
        List<ChannelItem> found = database.read(handle -> handle.createQuery(CHANNELS)
                .bind("member", reader.value())
                .bind("after", cursor.map(word -> Pages.checked(word, NAME)).orElse(""))
                .bind("pattern", Patterns.containing(foldedQuery))
                .bind("limit", limit + 1)
                .map((rs, context) -> channel(rs))
                .list());
        return Pages.of(found, limit, last -> Naming.key(last.title()));
    }

    private static ChannelItem channel(ResultSet rs) throws SQLException {
        return new ChannelItem(
                new ConversationId(rs.getLong("id")),
                rs.getString("title"),
                Rows.text(rs, "topic"),
                rs.getInt("member_count"),
                rs.getBoolean("joined"));
    }

    /** The chosen conversations with everything an item needs. */
    private static String items(String chosen) {
        return "select " + Rows.CONVERSATION + ", c.role c_role, " + Rows.READ + ", "
                + Rows.settings("c", "c.last_ordinal") + ", " + Rows.MESSAGE + ", "
                + Rows.person("lo") + ", " + Rows.person("hi") + ", bm.account_id is not null mine,"
                + " bt.account_id is not null theirs"
                + " from (" + chosen + ") c"
                + " join parley_marker k on k.conversation_id = c.id and k.account_id = :member"
                + " left join parley_message m on m.id = c.last_message_id" + Rows.PEOPLE
                + "left join parley_account lo on lo.id = c.low_id"
                + " left join parley_account hi on hi.id = c.high_id"
                + " left join parley_block bm on bm.account_id = :member and bm.blocked_id = " + OTHER
                + " left join parley_block bt on bt.blocked_id = :member and bt.account_id = " + OTHER;
    }

    private static ConversationItem item(ResultSet rs) throws SQLException {
        Conversation conversation = Rows.conversation(rs);
        return new ConversationItem(
                conversation,
                Rows.pairOfPeople(rs),
                Role.valueOf(rs.getString("c_role")),
                Rows.messageIfAny(rs),
                Rows.marker(rs, conversation.lastOrdinal()),
                Rows.settings(rs),
                blocking(rs));
    }

    private static Blocking blocking(ResultSet rs) throws SQLException {
        if (rs.getBoolean("mine")) {
            return Blocking.MINE;
        }
        return rs.getBoolean("theirs") ? Blocking.THEIRS : Blocking.NONE;
    }

    /** Where a page ended, as a word: microseconds, or a hyphen where nobody has written, and the id. */
    private record Place(Optional<Instant> at, long id) {

        private static final Pattern SHAPE = Pattern.compile("(-|[0-9]{1,17})\\.[0-9]{1,16}");

        static Place of(Conversation conversation) {
            return new Place(conversation.lastMessageAt(), conversation.id().value());
        }

        static Place of(String cursor) {
            String[] parts = Pages.checked(cursor, SHAPE).split("\\.");
            Optional<Instant> at = parts[0].equals("-")
                    ? Optional.empty()
                    : Optional.of(Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS));
            return new Place(at, Long.parseLong(parts[1]));
        }

        void bind(Query query) {
            at.ifPresent(time -> query.bind("at", Rows.time(time)));
            query.bind("id", id);
        }

        @Override
        public String toString() {
            String time = at.map(t -> Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, t)))
                    .orElse("-");
            return time + "." + id;
        }
    }
}
