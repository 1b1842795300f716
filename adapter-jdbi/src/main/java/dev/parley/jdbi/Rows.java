package dev.parley.jdbi;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.ApiToken;
import dev.parley.core.model.Block;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.Colour;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.ConversationSettings;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Marker;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.MessageState;
import dev.parley.core.model.Note;
import dev.parley.core.model.NoteKind;
import dev.parley.core.model.Notifications;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Person;
import dev.parley.core.model.Profile;
import dev.parley.core.model.Quote;
import dev.parley.core.model.Role;
import dev.parley.core.model.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Rows to records: for each record the columns to select, by the alias of its table, and how to read them.
 *
 * <p>Thread-safe: stateless.
 */
final class Rows {

    /** Of table {@code a}. */
    static final String ACCOUNT = "a.id a_id, a.kind a_kind, a.external_id a_external_id, a.username a_username,"
            + " a.email a_email, a.display_name a_display_name, a.about a_about, a.colour a_colour, a.admin a_admin, a.created_at a_created_at,"
            + " a.disabled_at a_disabled_at";

    /** Of table {@code c}. */
    static final String CONVERSATION = "c.id c_id, c.kind c_kind, c.low_id c_low_id, c.high_id c_high_id,"
            + " c.title c_title, c.topic c_topic, c.last_seq c_last_seq, c.last_ordinal c_last_ordinal,"
            + " c.member_count c_members, c.owner_count c_owners, c.pinned_count c_pinned, c.last_at c_last_at,"
            + " c.live_count c_live_count, c.last_message_at c_last_message_at, c.created_by c_created_by,"
            + " c.created_at c_created_at, c.archived_at c_archived_at";

    /** Of table {@code m}, with its people and what it answers by {@link #PEOPLE}. */
    static final String MESSAGE = "m.id m_id, m.conversation_id m_conversation_id, m.seq m_seq, m.ordinal m_ordinal,"
            + " m.version m_version, m.kind m_kind, m.client_id m_client_id, m.note m_note, m.content m_content,"
            + " m.mentions m_mentions, m.reactions m_reactions, m.pinned m_pinned,"
            + " m.sent_at m_sent_at, m.edited_at m_edited_at, m.deleted_at m_deleted_at,"
            + " q.id q_id, q.seq q_seq, q.version q_version, left(q.content, " + 2 * Quote.MOST + ") q_content,"
            + " " + person("s") + ", " + person("r") + ", " + person("p") + ", " + person("qs");

    /**
     * Joins sender {@code s} and, in a direct conversation {@code c}, receiver {@code r} of message {@code m}, and whom else it
     * names, {@code p}: whom a note is about, or who took a text away; and the message that it answers, {@code q}, with its sender.
     */
    static final String PEOPLE = " left join parley_account s on s.id = m.sender_id"
            + " left join parley_account r on r.id = case when m.sender_id = c.low_id then c.high_id else c.low_id end"
            + " left join parley_account p on p.id = coalesce(m.about_id, m.deleted_by)"
            + " left join parley_message q on q.id = m.reply_to"
            + " left join parley_account qs on qs.id = q.sender_id ";

    /** Whether one of the two of a direct conversation {@code c} has blocked the other; either way is looked up by the key. */
    static final String PARTED =
            "exists (select 1 from parley_block b where b.account_id = c.low_id and b.blocked_id = c.high_id)"
                    + " or exists (select 1 from parley_block b where b.account_id = c.high_id and b.blocked_id = c.low_id)";

    /** Of table {@code mm}, with its marker {@code k} by {@link #MARKER}. */
    static final String MEMBER = "mm.conversation_id mm_conversation_id, mm.account_id mm_account_id, mm.role mm_role,"
            + " mm.joined_seq mm_joined_seq, mm.left_seq mm_left_seq, mm.banned mm_banned, k.read_seq mm_read_seq,"
            + " k.read_ordinal mm_read_ordinal";

    private static final String READ_ORDINAL = "coalesce(k.unread_from, k.read_ordinal)";

    /** How far the member has read conversation {@code c}, of marker {@code k}, and how often he was called since. */
    static final String READ = "k.read_seq mm_read_seq, " + READ_ORDINAL + " mm_read_ordinal,"
            + " case when k.unread_from is not null then k.unread_seq end mm_unread_seq,"
            + " case when c.last_ordinal > " + READ_ORDINAL + " then (select count(distinct x.message_id)"
            + " from parley_mention x where x.account_id in (k.account_id, " + MarkWriter.EVERYBODY + ")"
            + " and x.conversation_id = k.conversation_id and x.ordinal > " + READ_ORDINAL + ") else 0 end mm_mentions";

    /** Of table {@code i}. */
    static final String INVITATION = "i.id i_id, i.conversation_id i_conversation_id, i.created_by i_created_by,"
            + " i.uses_left i_uses_left, i.created_at i_created_at, i.expires_at i_expires_at";

    /** Joins the marker {@code k} of member {@code mm}. */
    static final String MARKER =
            " join parley_marker k on k.conversation_id = mm.conversation_id and k.account_id = mm.account_id";

    /** Of {@link #log}, to be selected with {@link #MESSAGE}. */
    static final String CHANGE = "h.id h_id, h.conversation_id h_conversation_id, h.seq h_seq, h.kind h_kind,"
            + " h.actor_id h_actor_id, h.changed_at h_changed_at";

    private Rows() {}

    /**
     * The entries of logs for which this holds, as table {@code h}. That somebody posted a message is written down nowhere but in
     * the message ({@link #saidByItsMessage}). A row of such an entry can only be from an older version that was still running when
     * the database was upgraded, and is left out.
     *
     * @param condition on {@code id}, {@code conversation_id} and {@code seq}
     */
    static String log(String condition) {
        String posted = "'" + ChangeKind.MESSAGE_CREATED + "'";
        return "(select id, conversation_id, seq, kind, message_id, actor_id, changed_at from parley_change"
                + " where kind <> " + posted + " and (" + condition + ")"
                + " union all select id, conversation_id, seq, " + posted
                + ", id, sender_id, sent_at from parley_message"
                + " where kind = '" + MessageKind.TEXT + "' and (" + condition + ")) h";
    }

    /** Whether an entry is that somebody posted its message, which has its id, its number, its author and its time. */
    static boolean saidByItsMessage(Change change) {
        return change.kind() == ChangeKind.MESSAGE_CREATED && change.message().kind() == MessageKind.TEXT;
    }

    /** The columns of {@link Person} of the table with this alias. */
    static String person(String alias) {
        return ("%1$s.id %1$s_id, %1$s.kind %1$s_kind, %1$s.username %1$s_username,"
                        + " %1$s.display_name %1$s_display_name, %1$s.colour %1$s_colour")
                .formatted(alias);
    }

    static Person person(ResultSet rs, String alias) throws SQLException {
        return new Person(
                new AccountId(rs.getLong(alias + "_id")),
                AccountKind.valueOf(rs.getString(alias + "_kind")),
                text(rs, alias + "_username"),
                rs.getString(alias + "_display_name"),
                colour(rs, alias));
    }

    private static Optional<Colour> colour(ResultSet rs, String alias) throws SQLException {
        return text(rs, alias + "_colour").map(Colour::valueOf);
    }

    /** The person, unless the row holds none. */
    static Optional<Person> personIfAny(ResultSet rs, String alias) throws SQLException {
        rs.getLong(alias + "_id");
        return rs.wasNull() ? Optional.empty() : Optional.of(person(rs, alias));
    }

    /** Both people of a direct conversation, of tables {@code lo} and {@code hi}; oneself once. */
    static List<Person> pairOfPeople(ResultSet rs) throws SQLException {
        return Stream.concat(personIfAny(rs, "lo").stream(), personIfAny(rs, "hi").stream())
                .distinct()
                .toList();
    }

    static Account account(ResultSet rs) throws SQLException {
        return new Account(
                new AccountId(rs.getLong("a_id")),
                AccountKind.valueOf(rs.getString("a_kind")),
                text(rs, "a_external_id"),
                text(rs, "a_username"),
                text(rs, "a_email"),
                new Profile(rs.getString("a_display_name"), text(rs, "a_about"), colour(rs, "a")),
                rs.getBoolean("a_admin"),
                time(rs, "a_created_at"),
                timeIfAny(rs, "a_disabled_at"));
    }

    static Conversation conversation(ResultSet rs) throws SQLException {
        return new Conversation(
                new ConversationId(rs.getLong("c_id")),
                ConversationKind.valueOf(rs.getString("c_kind")),
                pair(rs),
                text(rs, "c_title"),
                text(rs, "c_topic"),
                rs.getInt("c_members"),
                rs.getInt("c_owners"),
                rs.getInt("c_pinned"),
                rs.getLong("c_last_seq"),
                rs.getLong("c_last_ordinal"),
                rs.getLong("c_live_count"),
                timeIfAny(rs, "c_last_message_at"),
                timeIfAny(rs, "c_last_at"),
                new AccountId(rs.getLong("c_created_by")),
                time(rs, "c_created_at"),
                timeIfAny(rs, "c_archived_at"));
    }

    static Optional<Pair> pair(ResultSet rs) throws SQLException {
        long low = rs.getLong("c_low_id");
        return rs.wasNull()
                ? Optional.empty()
                : Optional.of(new Pair(new AccountId(low), new AccountId(rs.getLong("c_high_id"))));
    }

    static Member member(ResultSet rs) throws SQLException {
        return new Member(
                new ConversationId(rs.getLong("mm_conversation_id")),
                new AccountId(rs.getLong("mm_account_id")),
                Role.valueOf(rs.getString("mm_role")),
                rs.getLong("mm_joined_seq"),
                number(rs, "mm_left_seq"),
                rs.getBoolean("mm_banned"),
                rs.getLong("mm_read_seq"),
                rs.getLong("mm_read_ordinal"));
    }

    /** @param lastOrdinal the conversation's */
    static Marker marker(ResultSet rs, long lastOrdinal) throws SQLException {
        return new Marker(
                rs.getLong("mm_read_seq"),
                lastOrdinal - rs.getLong("mm_read_ordinal"),
                number(rs, "mm_unread_seq"),
                rs.getLong("mm_mentions"));
    }

    /** The columns of {@link ConversationSettings}, of a member in a conversation with this last ordinal. */
    static String settings(String member, String lastOrdinal) {
        return "%1$s.notify w_notify, %1$s.favourite w_favourite, coalesce(%1$s.hidden_from >= %2$s, false) w_hidden"
                .formatted(member, lastOrdinal);
    }

    static ConversationSettings settings(ResultSet rs) throws SQLException {
        return new ConversationSettings(
                Notifications.valueOf(rs.getString("w_notify")),
                rs.getBoolean("w_favourite"),
                rs.getBoolean("w_hidden"));
    }

    static Message message(ResultSet rs) throws SQLException {
        return new Message(
                new MessageId(rs.getLong("m_id")),
                new ConversationId(rs.getLong("m_conversation_id")),
                rs.getLong("m_seq"),
                rs.getLong("m_ordinal"),
                MessageKind.valueOf(rs.getString("m_kind")),
                person(rs, "s"),
                personIfAny(rs, "r"),
                rs.getString("m_client_id"),
                note(rs),
                quote(rs),
                time(rs, "m_sent_at"),
                state(rs));
    }

    private static MessageState state(ResultSet rs) throws SQLException {
        return new MessageState(
                rs.getInt("m_version"),
                text(rs, "m_content"),
                Packed.mentions(text(rs, "m_mentions")),
                Packed.reactions(text(rs, "m_reactions")),
                rs.getBoolean("m_pinned"),
                timeIfAny(rs, "m_edited_at"),
                timeIfAny(rs, "m_deleted_at"),
                text(rs, "m_note").isPresent() ? Optional.empty() : personIfAny(rs, "p"));
    }

    private static Optional<Quote> quote(ResultSet rs) throws SQLException {
        long id = rs.getLong("q_id");
        return rs.wasNull()
                ? Optional.empty()
                : Optional.of(new Quote(
                        new MessageId(id),
                        rs.getLong("q_seq"),
                        rs.getInt("q_version"),
                        person(rs, "qs"),
                        text(rs, "q_content")));
    }

    private static Optional<Note> note(ResultSet rs) throws SQLException {
        Optional<String> kind = text(rs, "m_note");
        return kind.isEmpty()
                ? Optional.empty()
                : Optional.of(new Note(NoteKind.valueOf(kind.get()), personIfAny(rs, "p")));
    }

    /** The message, unless the row holds none. */
    static Optional<Message> messageIfAny(ResultSet rs) throws SQLException {
        rs.getLong("m_id");
        return rs.wasNull() ? Optional.empty() : Optional.of(message(rs));
    }

    static Change change(ResultSet rs) throws SQLException {
        return new Change(
                rs.getLong("h_id"),
                new ConversationId(rs.getLong("h_conversation_id")),
                rs.getLong("h_seq"),
                ChangeKind.valueOf(rs.getString("h_kind")),
                new AccountId(rs.getLong("h_actor_id")),
                time(rs, "h_changed_at"),
                message(rs));
    }

    static Block block(ResultSet rs) throws SQLException {
        return new Block(new AccountId(rs.getLong("account_id")), new AccountId(rs.getLong("blocked_id")));
    }

    static Invitation invitation(ResultSet rs) throws SQLException {
        OptionalLong uses = number(rs, "i_uses_left");
        return new Invitation(
                rs.getLong("i_id"),
                new ConversationId(rs.getLong("i_conversation_id")),
                new AccountId(rs.getLong("i_created_by")),
                uses.isPresent() ? OptionalInt.of((int) uses.getAsLong()) : OptionalInt.empty(),
                time(rs, "i_created_at"),
                timeIfAny(rs, "i_expires_at"));
    }

    static Session session(ResultSet rs) throws SQLException {
        return new Session(
                rs.getString("key_hash"),
                new AccountId(rs.getLong("account_id")),
                time(rs, "created_at"),
                time(rs, "used_at"),
                time(rs, "expires_at"));
    }

    static ApiToken token(ResultSet rs) throws SQLException {
        return new ApiToken(
                rs.getLong("id"),
                rs.getString("key_hash"),
                new AccountId(rs.getLong("account_id")),
                rs.getString("name"),
                rs.getString("hint"),
                time(rs, "created_at"),
                time(rs, "expires_at"),
                timeIfAny(rs, "used_at"));
    }

    static Optional<String> text(ResultSet rs, String column) throws SQLException {
        return Optional.ofNullable(rs.getString(column));
    }

    private static OptionalLong number(ResultSet rs, String column) throws SQLException {
        long number = rs.getLong(column);
        return rs.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    static Instant time(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> timeIfAny(ResultSet rs, String column) throws SQLException {
        return Optional.ofNullable(rs.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** A time as a parameter. */
    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
