package dev.parley.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A conversation and its counters, as its row holds them.
 *
 * <p>Thread-safe: immutable.
 *
 * @param pair the two people of a direct conversation, and only of those
 * @param lastSeq the number of its last change; changes are numbered 1, 2, 3 … without a gap
 * @param lastOrdinal how many text messages were ever posted in it; unread counts come from it
 * @param liveCount how many of its text messages are not deleted
 * @param lastMessageAt when its last text message was posted; times never go back within a conversation
 */
public record Conversation(
        ConversationId id,
        ConversationKind kind,
        Optional<Pair> pair,
        Optional<String> title,
        Optional<String> topic,
        long lastSeq,
        long lastOrdinal,
        long liveCount,
        Optional<Instant> lastMessageAt,
        AccountId createdBy,
        Instant createdAt) {

    /** A direct conversation that nobody has written in. */
    public static Conversation direct(ConversationId id, Pair pair, AccountId createdBy, Instant at) {
        return new Conversation(
                id,
                ConversationKind.DIRECT,
                Optional.of(pair),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                0,
                Optional.empty(),
                createdBy,
                at);
    }

    /** The same after one more text message at {@code at}. */
    public Conversation posted(Instant at) {
        return advanced(1, 1, Optional.of(at));
    }

    /** The same after an edit. */
    public Conversation edited() {
        return advanced(0, 0, lastMessageAt);
    }

    /** The same after a deletion. */
    public Conversation deleted() {
        return advanced(0, -1, lastMessageAt);
    }

    private Conversation advanced(int ordinals, int live, Optional<Instant> messageAt) {
        return new Conversation(
                id,
                kind,
                pair,
                title,
                topic,
                lastSeq + 1,
                lastOrdinal + ordinals,
                liveCount + live,
                messageAt,
                createdBy,
                createdAt);
    }
}
