package dev.parley.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A conversation and its counters, as its row holds them.
 *
 * <p>Thread-safe: immutable.
 *
 * @param pair the two people of a direct conversation, and only of those
 * @param title what a group or channel is called; a direct conversation has none
 * @param members how many belong to it
 * @param owners how many of them own it; a group or channel has at least one, but where the last was erased and
 *     nobody came after him
 * @param pinned how many of its messages are kept at hand
 * @param lastSeq the number of its last change; changes are numbered 1, 2, 3 … without a gap
 * @param lastOrdinal how many text messages were ever posted in it; unread counts come from it
 * @param liveCount how many of its text messages are not deleted
 * @param lastMessageAt when its last text message was posted
 * @param lastAt when its last message of any kind was; times never go back within a conversation
 * @param archivedAt since when nothing may be said in it
 */
public record Conversation(
        ConversationId id,
        ConversationKind kind,
        Optional<Pair> pair,
        Optional<String> title,
        Optional<String> topic,
        int members,
        int owners,
        int pinned,
        long lastSeq,
        long lastOrdinal,
        long liveCount,
        Optional<Instant> lastMessageAt,
        Optional<Instant> lastAt,
        AccountId createdBy,
        Instant createdAt,
        Optional<Instant> archivedAt) {

    /** A direct conversation that nobody has written in. */
    public static Conversation direct(ConversationId id, Pair pair, AccountId createdBy, Instant at) {
        return created(
                        id,
                        ConversationKind.DIRECT,
                        Optional.of(pair),
                        Optional.empty(),
                        Optional.empty(),
                        createdBy,
                        at)
                .counted(pair.people().size(), 0);
    }

    /** A group or channel in which there is nobody yet. */
    public static Conversation named(
            ConversationId id,
            ConversationKind kind,
            String title,
            Optional<String> topic,
            AccountId createdBy,
            Instant at) {
        return created(id, kind, Optional.empty(), Optional.of(title), topic, createdBy, at);
    }

    private static Conversation created(
            ConversationId id,
            ConversationKind kind,
            Optional<Pair> pair,
            Optional<String> title,
            Optional<String> topic,
            AccountId createdBy,
            Instant at) {
        return new Conversation(
                id,
                kind,
                pair,
                title,
                topic,
                0,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                createdBy,
                at,
                Optional.empty());
    }

    /** The name that a channel has to itself ({@link Naming#key}). */
    public Optional<String> name() {
        return kind == ConversationKind.CHANNEL ? title.map(Naming::key) : Optional.empty();
    }

    public boolean direct() {
        return kind == ConversationKind.DIRECT;
    }

    public boolean archived() {
        return archivedAt.isPresent();
    }

    /** The time of something that happens next: {@code at}, or that of what was last, where a clock has gone back. */
    public Instant notBefore(Instant at) {
        return Stream.of(lastAt, lastMessageAt)
                .flatMap(Optional::stream)
                .reduce(at, (one, other) -> one.isBefore(other) ? other : one);
    }

    /** The same after one more text message at {@code at}. */
    public Conversation posted(Instant at) {
        return advanced(1, 1, Optional.of(at), Optional.of(at));
    }

    /** The same after an edit. */
    public Conversation edited() {
        return advanced(0, 0, lastMessageAt, lastAt);
    }

    /** The same after a deletion. */
    public Conversation deleted(Message message) {
        return advanced(0, -1, lastMessageAt, lastAt).keeping(message.pinned() ? -1 : 0);
    }

    /** The same after a reaction. */
    public Conversation reacted() {
        return advanced(0, 0, lastMessageAt, lastAt);
    }

    /** The same after one more message was pinned, or one less is. */
    public Conversation pinned(boolean on) {
        return advanced(0, 0, lastMessageAt, lastAt).keeping(on ? 1 : -1);
    }

    /** The same after these of its texts were taken away at once, of which no change tells. */
    public Conversation emptied(List<Message> texts) {
        int pins = (int) texts.stream().filter(Message::pinned).count();
        return new Conversation(
                id,
                kind,
                pair,
                title,
                topic,
                members,
                owners,
                pinned - pins,
                lastSeq,
                lastOrdinal,
                liveCount - texts.size(),
                lastMessageAt,
                lastAt,
                createdBy,
                createdAt,
                archivedAt);
    }

    /** The same after one more note of its own at {@code at}. */
    public Conversation noted(Instant at) {
        return advanced(0, 0, lastMessageAt, Optional.of(at));
    }

    /** The same with so many more members and owners. */
    public Conversation counted(int moreMembers, int moreOwners) {
        return counted(moreMembers, moreOwners, 0);
    }

    private Conversation keeping(int morePinned) {
        return counted(0, 0, morePinned);
    }

    private Conversation counted(int moreMembers, int moreOwners, int morePinned) {
        return new Conversation(
                id,
                kind,
                pair,
                title,
                topic,
                members + moreMembers,
                owners + moreOwners,
                pinned + morePinned,
                lastSeq,
                lastOrdinal,
                liveCount,
                lastMessageAt,
                lastAt,
                createdBy,
                createdAt,
                archivedAt);
    }

    /** The same with other words over it. */
    public Conversation called(Optional<String> newTitle, Optional<String> newTopic) {
        return labelled(newTitle, newTopic, archivedAt);
    }

    /** The same, archived since then, or not at all. */
    public Conversation archived(Optional<Instant> since) {
        return labelled(title, topic, since);
    }

    private Conversation labelled(
            Optional<String> newTitle, Optional<String> newTopic, Optional<Instant> newArchivedAt) {
        return new Conversation(
                id,
                kind,
                pair,
                newTitle,
                newTopic,
                members,
                owners,
                pinned,
                lastSeq,
                lastOrdinal,
                liveCount,
                lastMessageAt,
                lastAt,
                createdBy,
                createdAt,
                newArchivedAt);
    }

    private Conversation advanced(int ordinals, int live, Optional<Instant> messageAt, Optional<Instant> at) {
        return new Conversation(
                id,
                kind,
                pair,
                title,
                topic,
                members,
                owners,
                pinned,
                lastSeq + 1,
                lastOrdinal + ordinals,
                liveCount + live,
                messageAt,
                at,
                createdBy,
                createdAt,
                archivedAt);
    }
}
