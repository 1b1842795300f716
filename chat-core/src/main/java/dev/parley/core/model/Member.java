package dev.parley.core.model;

/**
 * That an account belongs to a conversation, and how far it has read there.
 *
 * <p>Thread-safe: immutable.
 *
 * @param joinedSeq the number of the change with which it joined; 0 where it was there from the start
 * @param readSeq the change up to which it has read; only moves forward
 * @param readOrdinal the ordinal of the last text message at or before {@code readSeq}; unread = last ordinal - this
 */
public record Member(
        ConversationId conversation, AccountId account, Role role, long joinedSeq, long readSeq, long readOrdinal) {

    /** The same with the marker at {@code seq} and {@code ordinal}. */
    public Member read(long seq, long ordinal) {
        return new Member(conversation, account, role, joinedSeq, seq, ordinal);
    }
}
