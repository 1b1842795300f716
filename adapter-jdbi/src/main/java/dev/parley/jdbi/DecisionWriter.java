package dev.parley.jdbi;

import dev.parley.core.model.Change;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Decision;
import dev.parley.core.model.Facts.Posted;
import dev.parley.core.model.Member;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Pair;
import dev.parley.core.model.SearchText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes what was decided, one batch of statements a table. Used once, on one thread. */
final class DecisionWriter {

    private static final String OPEN = "insert into parley_conversation (id, kind, pair, low_id, high_id, title, topic,"
            + " last_seq, last_ordinal, live_count, last_message_id, last_message_at, created_by, created_at)"
            + " values (:id, :kind, :pair, :low, :high, :title, :topic,"
            + " :last_seq, :last_ordinal, :live_count, :last_message_id, :last_message_at, :created_by, :created_at)";

    private static final String ADVANCE = "update parley_conversation set title = :title, topic = :topic,"
            + " last_seq = :last_seq, last_ordinal = :last_ordinal, live_count = :live_count,"
            + " last_message_id = coalesce(:last_message_id, last_message_id), last_message_at = :last_message_at"
            + " where id = :id";

    private static final String JOIN = "insert into parley_member (conversation_id, account_id, role, joined_seq,"
            + " read_seq, read_ordinal) values (:conversation, :account, :role, :joined_seq, :read_seq, :read_ordinal)";

    private static final String JOINED = "update parley_member set joined_revision ="
            + " (select a.revision from parley_account a where a.id = :account)"
            + " where conversation_id = :conversation and account_id = :account";

    private static final String READ = "update parley_member set read_seq = :read_seq, read_ordinal = :read_ordinal,"
            + " unread_from = null where conversation_id = :conversation and account_id = :account"
            + " and read_seq < :read_seq";

    private static final String POST = "insert into parley_message (id, conversation_id, seq, ordinal, version, kind,"
            + " sender_id, client_id, fingerprint, content, search, sent_at, edited_at, deleted_at)"
            + " values (:id, :conversation, :seq, :ordinal, :version, :kind,"
            + " :sender, :client_id, :fingerprint, :content, :search, :sent_at, :edited_at, :deleted_at)";

    private static final String ALTER = "update parley_message set version = :version, content = :content,"
            + " search = :search, edited_at = :edited_at, deleted_at = :deleted_at,"
            + " fingerprint = case when :deleted then null else fingerprint end where id = :id";

    private static final String LOG = "insert into parley_change (conversation_id, seq, id, kind, message_id, actor_id,"
            + " changed_at) values (:conversation, :seq, :id, :kind, :message, :actor, :changed_at)";

    private final Handle handle;
    private final Decision decision;
    private final Map<ConversationId, Long> lastMessages = new HashMap<>();

    private DecisionWriter(Handle handle, Decision decision) {
        this.handle = handle;
        this.decision = decision;
        decision.posted().stream()
                .map(Posted::message)
                .filter(message -> message.kind() == MessageKind.TEXT)
                .forEach(message ->
                        lastMessages.put(message.conversation(), message.id().value()));
    }

    static void write(Handle handle, Decision decision) {
        new DecisionWriter(handle, decision).write();
    }

    private void write() {
        batch(OPEN, inOrder(decision.opened()), this::bindOpened);
        batch(ADVANCE, decision.advanced(), this::bindCounters);
        batch(JOIN, decision.joined(), DecisionWriter::bindJoined);
        batch(POST, decision.posted(), DecisionWriter::bindPosted);
        batch(ALTER, decision.altered(), DecisionWriter::bindAltered);
        batch(LOG, decision.changes(), DecisionWriter::bindChange);
        batch(READ, decision.read(), DecisionWriter::bindMarker);
        raiseRevisions();
    }

    /** Two processes that open the same pairs wait for each other's; in one order, neither waits for the other in a circle. */
    private static List<Conversation> inOrder(List<Conversation> opened) {
        return opened.stream()
                .sorted(Comparator.comparing(row -> row.pair().map(Pair::key).orElse("")))
                .toList();
    }

    /** Whoever came to a conversation is to hear of it on every node. */
    private void raiseRevisions() {
        if (!decision.joined().isEmpty()) {
            Revisions.raise(
                    handle,
                    decision.joined().stream()
                            .map(member -> member.account().value())
                            .collect(Collectors.toSet()));
            batch(JOINED, decision.joined(), DecisionWriter::bindKey);
        }
    }

    private <T> void batch(String sql, List<T> rows, BiConsumer<PreparedBatch, T> binding) {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (T row : rows) {
                binding.accept(batch, row);
                batch.add();
            }
            batch.execute();
        }
    }

    private void bindOpened(PreparedBatch batch, Conversation conversation) {
        Optional<Pair> pair = conversation.pair();
        bindCounters(batch, conversation);
        batch.bind("kind", conversation.kind().name())
                .bindByType("pair", pair.map(Pair::key).orElse(null), String.class)
                .bindByType("low", pair.map(p -> p.low().value()).orElse(null), Long.class)
                .bindByType("high", pair.map(p -> p.high().value()).orElse(null), Long.class)
                .bind("created_by", conversation.createdBy().value())
                .bind("created_at", Rows.time(conversation.createdAt()));
    }

    private void bindCounters(PreparedBatch batch, Conversation conversation) {
        batch.bind("id", conversation.id().value())
                .bindByType("title", conversation.title().orElse(null), String.class)
                .bindByType("topic", conversation.topic().orElse(null), String.class)
                .bind("last_seq", conversation.lastSeq())
                .bind("last_ordinal", conversation.lastOrdinal())
                .bind("live_count", conversation.liveCount())
                .bindByType("last_message_id", lastMessages.get(conversation.id()), Long.class);
        bindTime(batch, "last_message_at", conversation.lastMessageAt());
    }

    private static void bindJoined(PreparedBatch batch, Member member) {
        bindMarker(batch, member);
        batch.bind("role", member.role().name()).bind("joined_seq", member.joinedSeq());
    }

    private static void bindKey(PreparedBatch batch, Member member) {
        batch.bind("conversation", member.conversation().value())
                .bind("account", member.account().value());
    }

    private static void bindMarker(PreparedBatch batch, Member member) {
        bindKey(batch, member);
        batch.bind("read_seq", member.readSeq()).bind("read_ordinal", member.readOrdinal());
    }

    private static void bindPosted(PreparedBatch batch, Posted posted) {
        Message message = posted.message();
        bindState(batch, message);
        batch.bind("conversation", message.conversation().value())
                .bind("seq", message.seq())
                .bind("ordinal", message.ordinal())
                .bind("kind", message.kind().name())
                .bind("sender", message.sender().id().value())
                .bind("client_id", message.clientId())
                .bindByType("fingerprint", message.deleted() ? null : posted.fingerprint(), String.class)
                .bind("sent_at", Rows.time(message.sentAt()));
    }

    private static void bindAltered(PreparedBatch batch, Message message) {
        bindState(batch, message);
        batch.bind("deleted", message.deleted());
    }

    private static void bindState(PreparedBatch batch, Message message) {
        batch.bind("id", message.id().value())
                .bind("version", message.version())
                .bindByType("content", message.content().orElse(null), String.class)
                .bindByType("search", message.content().map(SearchText::fold).orElse(null), String.class);
        bindTime(batch, "edited_at", message.editedAt());
        bindTime(batch, "deleted_at", message.deletedAt());
    }

    private static void bindChange(PreparedBatch batch, Change change) {
        batch.bind("conversation", change.conversation().value())
                .bind("seq", change.seq())
                .bind("id", change.id())
                .bind("kind", change.kind().name())
                .bind("message", change.message().id().value())
                .bind("actor", change.actor().value())
                .bind("changed_at", Rows.time(change.at()));
    }

    private static void bindTime(PreparedBatch batch, String name, Optional<Instant> time) {
        batch.bindByType(name, time.map(Rows::time).orElse(null), OffsetDateTime.class);
    }
}
