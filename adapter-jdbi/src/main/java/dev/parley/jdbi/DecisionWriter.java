package dev.parley.jdbi;

import dev.parley.core.model.Change;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Facts.Posted;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Note;
import dev.parley.core.model.Pair;
import dev.parley.core.model.SearchText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes what was decided, one statement for all rows alike, and all of them together. Used once, on one thread. */
final class DecisionWriter {

    /** A conversation with the message that was posted there last, unless none was. */
    private record Counted(
            Conversation conversation, @Nullable Long lastMessage) {}

    private record Keyed(HostKey key, ConversationId conversation) {}

    private static final Columns<Counted> COUNTERS = Columns.<Counted>none()
            .and("id", Long.class, row -> row.conversation.id().value())
            .and("title", String.class, row -> row.conversation.title().orElse(null))
            .and("topic", String.class, row -> row.conversation.topic().orElse(null))
            .and("last_seq", Long.class, row -> row.conversation.lastSeq())
            .and("last_ordinal", Long.class, row -> row.conversation.lastOrdinal())
            .and("live_count", Long.class, row -> row.conversation.liveCount())
            .and("member_count", Integer.class, row -> row.conversation.members())
            .and("owner_count", Integer.class, row -> row.conversation.owners())
            .and("pinned_count", Integer.class, row -> row.conversation.pinned())
            .and("last_at", OffsetDateTime.class, row -> time(row.conversation.lastAt()))
            .and("archived_at", OffsetDateTime.class, row -> time(row.conversation.archivedAt()))
            .and("last_message_id", Long.class, Counted::lastMessage)
            .and("last_message_at", OffsetDateTime.class, row -> time(row.conversation.lastMessageAt()));

    private static final Columns<Conversation> ORIGIN = Columns.<Conversation>none()
            .and("kind", String.class, row -> row.kind().name())
            .and(
                    "low_id",
                    Long.class,
                    row -> row.pair().map(p -> p.low().value()).orElse(null))
            .and(
                    "high_id",
                    Long.class,
                    row -> row.pair().map(p -> p.high().value()).orElse(null))
            .and("created_by", Long.class, row -> row.createdBy().value())
            .and("created_at", OffsetDateTime.class, row -> Rows.time(row.createdAt()));

    private static final Columns<Counted> OPENED = COUNTERS.and(ORIGIN, Counted::conversation);

    private static final Columns<Conversation> ADDRESS = Columns.<Conversation>none()
            .and("conversation_id", Long.class, row -> row.id().value())
            .and("channel_name", String.class, row -> row.name().orElse(null))
            .and("pair", String.class, row -> row.pair().map(Pair::key).orElse(null));

    private static final Columns<Keyed> KEYED = Columns.<Keyed>none()
            .and("conversation_id", Long.class, row -> row.conversation().value())
            .and("host_key", String.class, row -> row.key().value());

    private static final Columns<Member> MEMBER = Columns.<Member>none()
            .and("conversation_id", Long.class, row -> row.conversation().value())
            .and("account_id", Long.class, row -> row.account().value());

    private static final Columns<Member> MARKER =
            MEMBER.and("read_seq", Long.class, Member::readSeq).and("read_ordinal", Long.class, Member::readOrdinal);

    private static final Columns<Member> BELONGING = MEMBER.and(
                    "role", String.class, row -> row.role().name())
            .and("joined_seq", Long.class, Member::joinedSeq)
            .and(
                    "left_seq",
                    Long.class,
                    row -> row.leftSeq().isPresent() ? (Long) row.leftSeq().getAsLong() : null)
            .and("banned", Boolean.class, Member::banned);

    private static final Columns<Message> STATE = Columns.<Message>none()
            .and("id", Long.class, row -> row.id().value())
            .and("version", Integer.class, Message::version)
            .and("content", String.class, row -> row.content().orElse(null))
            .and("search", String.class, row -> row.said().map(SearchText::fold).orElse(null))
            .and("mentions", String.class, row -> Packed.mentions(row.mentions()))
            .and("reactions", String.class, row -> Packed.reactions(row.reactions()))
            .and("pinned", Boolean.class, Message::pinned)
            .and("edited_at", OffsetDateTime.class, row -> time(row.editedAt()))
            .and("deleted_at", OffsetDateTime.class, row -> time(row.deletedAt()))
            .and(
                    "deleted_by",
                    Long.class,
                    row -> row.deletedBy().map(by -> by.id().value()).orElse(null));

    private static final Columns<Posted> POSTED = Columns.<Posted>none()
            .and(STATE, Posted::message)
            .and(
                    "conversation_id",
                    Long.class,
                    row -> row.message().conversation().value())
            .and("seq", Long.class, row -> row.message().seq())
            .and("ordinal", Long.class, row -> row.message().ordinal())
            .and("kind", String.class, row -> row.message().kind().name())
            .and("sender_id", Long.class, row -> row.message().sender().id().value())
            .and(
                    "note",
                    String.class,
                    row -> row.message().note().map(note -> note.kind().name()).orElse(null))
            .and(
                    "about_id",
                    Long.class,
                    row -> row.message()
                            .note()
                            .flatMap(Note::about)
                            .map(person -> person.id().value())
                            .orElse(null))
            .and(
                    "reply_to",
                    Long.class,
                    row -> row.message()
                            .replyTo()
                            .map(quote -> quote.id().value())
                            .orElse(null))
            .and("client_id", String.class, row -> row.message().clientId())
            .and("fingerprint", String.class, row -> row.message().deleted() ? null : row.fingerprint())
            .and("sent_at", OffsetDateTime.class, row -> Rows.time(row.message().sentAt()));

    private static final Columns<Invitation> USES = Columns.<Invitation>none()
            .and("id", Long.class, Invitation::id)
            .and(
                    "uses_left",
                    Integer.class,
                    row -> row.usesLeft().isPresent() ? (Integer) row.usesLeft().getAsInt() : null);

    private static final Columns<Change> CHANGE = Columns.<Change>none()
            .and("conversation_id", Long.class, row -> row.conversation().value())
            .and("seq", Long.class, Change::seq)
            .and("id", Long.class, Change::id)
            .and("kind", String.class, row -> row.kind().name())
            .and("message_id", Long.class, row -> row.message().id().value())
            .and("actor_id", Long.class, row -> row.actor().value())
            .and("changed_at", OffsetDateTime.class, row -> Rows.time(row.at()));

    private static final String CALL = "channel_name = w.channel_name";

    private static final String COUNT = "title = w.title, topic = w.topic, last_seq = w.last_seq,"
            + " last_ordinal = w.last_ordinal, live_count = w.live_count,"
            + " member_count = w.member_count, owner_count = w.owner_count, pinned_count = w.pinned_count,"
            + " last_at = w.last_at, archived_at = w.archived_at,"
            + " last_message_id = coalesce(w.last_message_id, t.last_message_id), last_message_at = w.last_message_at";

    private static final String ALTER = "version = w.version, content = w.content, search = w.search,"
            + " mentions = w.mentions, reactions = w.reactions, pinned = w.pinned,"
            + " edited_at = w.edited_at, deleted_at = w.deleted_at, deleted_by = w.deleted_by,"
            + " fingerprint = case when w.deleted_at is null then t.fingerprint end";

    private static final String READ =
            "read_seq = w.read_seq, read_ordinal = w.read_ordinal, unread_from = null," + " unread_seq = null";

    private static final String BELONG =
            "role = w.role, joined_seq = w.joined_seq, left_seq = w.left_seq, banned = w.banned,"
                    + " hidden_from = case when t.joined_seq = w.joined_seq then t.hidden_from end";

    private static final String COME =
            "joined_revision = (select a.revision from parley_account a where a.id = w.account_id)";

    private static final String SAME_ID = "t.id = w.id";

    private static final String SAME_CONVERSATION = "t.conversation_id = w.conversation_id";

    private static final String SAME_MEMBER = "t.conversation_id = w.conversation_id and t.account_id = w.account_id";

    private final Handle handle;
    private final Backend backend;
    private final Decision decision;
    private final RoundTrip trip;
    private final Map<ConversationId, Long> lastMessages = new HashMap<>();

    private DecisionWriter(Handle handle, Backend backend, Decision decision) {
        this.handle = handle;
        this.backend = backend;
        this.decision = decision;
        this.trip = new RoundTrip(handle, backend);
        decision.posted().stream()
                .map(Posted::message)
                .filter(message -> message.kind() == MessageKind.TEXT)
                .forEach(message ->
                        lastMessages.put(message.conversation(), message.id().value()));
    }

    static void write(Handle handle, Backend backend, Decision decision) {
        new DecisionWriter(handle, backend, decision).write();
    }

    private void write() {
        insert("parley_conversation", OPENED, counted(decision.opened()));
        // names that go from one channel to another are free in between
        update("parley_address", ADDRESS, SAME_CONVERSATION, "channel_name = null", inOrder(decision.renamed()));
        update("parley_address", ADDRESS, SAME_CONVERSATION, CALL, inOrder(decision.renamed()));
        insert("parley_address", ADDRESS, inOrder(decision.opened()));
        insert("parley_address", KEYED, keyed(true));
        update("parley_address", KEYED, SAME_CONVERSATION, "host_key = w.host_key", keyed(false));
        update("parley_conversation", COUNTERS, SAME_ID, COUNT, counted(decision.advanced()));
        insert("parley_member", BELONGING, decision.joined());
        update("parley_member", BELONGING, SAME_MEMBER, BELONG, decision.members());
        insert("parley_marker", MARKER, decision.joined());
        SearchIndex index = backend.searchIndex();
        insert("parley_message", POSTED.and(index.columns(), Posted::message), decision.posted());
        update(
                "parley_message",
                STATE.and(index.columns(), same -> same),
                SAME_ID,
                ALTER + index.alter(),
                decision.altered());
        new MarkWriter(trip, decision).write();
        update("parley_invitation", USES, SAME_ID, "uses_left = w.uses_left", decision.used());
        insert(
                "parley_change",
                CHANGE,
                decision.changes().stream()
                        .filter(change -> !Rows.saidByItsMessage(change))
                        .toList());
        update("parley_marker", MARKER, SAME_MEMBER + " and t.read_seq < w.read_seq", READ, decision.read());
        trip.run();
        index.written(handle, decision);
        raiseRevisions();
    }

    /**
     * Those that are found by anything but their ids. Two processes that open the same pairs wait for each other's; in one order,
     * neither waits for the other in a circle.
     */
    private static List<Conversation> inOrder(List<Conversation> some) {
        return some.stream()
                .filter(row -> address(row).isPresent())
                .sorted(Comparator.comparing(row -> address(row).orElseThrow()))
                .toList();
    }

    /** In one order, like the others; a new group has nothing else by which it is found. */
    private List<Keyed> keyed(boolean unaddressed) {
        Set<ConversationId> groups = decision.opened().stream()
                .filter(row -> address(row).isEmpty())
                .map(Conversation::id)
                .collect(Collectors.toSet());
        return decision.keyed().entrySet().stream()
                .map(entry -> new Keyed(entry.getKey(), entry.getValue()))
                .filter(keyed -> groups.contains(keyed.conversation()) == unaddressed)
                .sorted(Comparator.comparing(keyed -> keyed.key().value()))
                .toList();
    }

    private static Optional<String> address(Conversation row) {
        return row.pair().map(Pair::key).or(row::name);
    }

    private List<Counted> counted(List<Conversation> conversations) {
        return conversations.stream()
                .map(row -> new Counted(row, lastMessages.get(row.id())))
                .toList();
    }

    /** Whoever came to a conversation, or is something else there, is to hear of it on every node. */
    private void raiseRevisions() {
        List<Member> concerned = Stream.concat(decision.joined().stream(), decision.members().stream())
                .toList();
        if (!concerned.isEmpty()) {
            Revisions.raise(
                    handle,
                    concerned.stream().map(member -> member.account().value()).collect(Collectors.toSet()));
            update("parley_member", MEMBER, SAME_MEMBER, COME, concerned);
            trip.run();
        }
    }

    private <T> void insert(String table, Columns<T> columns, List<T> rows) {
        trip.update(columns.insert(table), columns.of(rows));
    }

    private <T> void update(String table, Columns<T> columns, String where, String set, List<T> rows) {
        trip.update(backend.update(table, columns.rows(), where, set), columns.of(rows));
    }

    private static @Nullable OffsetDateTime time(Optional<Instant> time) {
        return time.map(Rows::time).orElse(null);
    }
}
