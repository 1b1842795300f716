package dev.parley.core.model;

import java.time.Instant;
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
 * @param lastSeq the number of its last change; changes are numbered 1, 2, 3 … without a gap
 * @param lastOrdinal how many text messages were ever posted in it; unread counts come from it
 * @param liveCount how many of its text messages are not deleted
 * @param lastMessageAt when its last text message was posted
 * @param lastAt when its last message of any kind was; times never go back within a conversation
 */
public record Conversation(
        ConversationId id,
        ConversationKind kind,
        Optional<Pair> pair,
        Optional<String> title,
        Optional<String> topic,
        int members,
        int owners,
        long lastSeq,
        long lastOrdinal,
        long liveCount,
        Optional<Instant> lastMessageAt,
        Optional<Instant> lastAt,
        AccountId createdBy,
        Instant createdAt) {

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
                id, kind, pair, title, topic, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), createdBy, at);
    }

    /** The name that a channel has to itself ({@link Naming#key}). */
    public Optional<String> name() {
        return kind == ConversationKind.CHANNEL ? title.map(Naming::key) : Optional.empty();
    }

    public boolean direct() {
        return kind == ConversationKind.DIRECT;
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
    public Conversation deleted() {
        return advanced(0, -1, lastMessageAt, lastAt);
    }

    /** The same after so many of its texts were taken away at once, of which no change tells. */
    public Conversation emptied(int texts) {
        return new Conversation(
                id,
                kind,
                pair,
                title,
                topic,
                members,
                owners,
                lastSeq,
                lastOrdinal,
                liveCount - texts,
                lastMessageAt,
                lastAt,
                createdBy,
                createdAt);
    }

    /** The same after one more note of its own at {@code at}. */
    public Conversation noted(Instant at) {
        return advanced(0, 0, lastMessageAt, Optional.of(at));
    }

    /** The same with so many more members and owners. */
    public Conversation counted(int moreMembers, int moreOwners) {
        return with(title, topic, members + moreMembers, owners + moreOwners);
    }

    /** The same with other words over it. */
    public Conversation called(Optional<String> newTitle, Optional<String> newTopic) {
        return with(newTitle, newTopic, members, owners);
    }

    private Conversation with(Optional<String> newTitle, Optional<String> newTopic, int newMembers, int newOwners) {
        return new Conversation(
                id,
                kind,
                pair,
                newTitle,
                newTopic,
                newMembers,
                newOwners,
                lastSeq,
                lastOrdinal,
                liveCount,
                lastMessageAt,
                lastAt,
                createdBy,
                createdAt);
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
                lastSeq + 1,
                lastOrdinal + ordinals,
                liveCount + live,
                messageAt,
                at,
                createdBy,
                createdAt);
    }
}
