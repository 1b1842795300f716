package dev.parley.core.model;

import java.time.Instant;

/**
 * One entry of a conversation's log.
 *
 * <p>Thread-safe: immutable.
 *
 * @param id unique for ever and drawn before the transaction, so that an unknown outcome can be looked up by it
 * @param seq its number in the conversation: 1, 2, 3 … without a gap (G5)
 * @param message the message it concerns, in its current state, so that replay and live converge
 */
public record Change(
        long id, ConversationId conversation, long seq, ChangeKind kind, AccountId actor, Instant at, Message message) {

    /** The same with its message in a later state. */
    public Change with(Message later) {
        return new Change(id, conversation, seq, kind, actor, at, later);
    }
}
