package dev.parley.core.model;

import java.util.OptionalLong;

/**
 * What an account is to a conversation, also after it has left, and how far it has read there.
 *
 * <p>Thread-safe: immutable.
 *
 * @param joinedSeq the number of the change with which it came last; 0 where it was there from the start
 * @param leftSeq the number of the change with which it went; absent while it is a member
 * @param banned whether it may not come back by itself
 * @param readSeq the change up to which it has read; only moves forward
 * @param readOrdinal the ordinal of the last text message at or before {@code readSeq}; unread = last ordinal - this
 */
public record Member(
        ConversationId conversation,
        AccountId account,
        Role role,
        long joinedSeq,
        OptionalLong leftSeq,
        boolean banned,
        long readSeq,
        long readOrdinal) {

    /** Somebody who is there from the start. */
    public static Member first(ConversationId conversation, AccountId account, Role role) {
        return new Member(conversation, account, role, 0, OptionalLong.empty(), false, 0, 0);
    }

    /** Somebody who came, for the first time or again, with the last change of the conversation; what was said before counts as read. */
    public static Member come(Conversation conversation, AccountId account) {
        return new Member(
                conversation.id(),
                account,
                Role.MEMBER,
                conversation.lastSeq(),
                OptionalLong.empty(),
                false,
                conversation.lastSeq(),
                conversation.lastOrdinal());
    }

    /** Whether it is a member now. */
    public boolean active() {
        return leftSeq.isEmpty();
    }

    public boolean owns() {
        return active() && role == Role.OWNER;
    }

    /** Whether it rules over others there; in a direct conversation nobody does. */
    public boolean moderates() {
        return active() && role != Role.MEMBER;
    }

    /** The same with the marker at {@code seq} and {@code ordinal}. */
    public Member read(long seq, long ordinal) {
        return new Member(conversation, account, role, joinedSeq, leftSeq, banned, seq, ordinal);
    }

    /** The same in another role. */
    public Member as(Role other) {
        return new Member(conversation, account, other, joinedSeq, leftSeq, banned, readSeq, readOrdinal);
    }

    /** The same, gone with the change {@code seq}; whoever went before stays gone since then. */
    public Member gone(long seq, boolean forGood) {
        OptionalLong since = active() ? OptionalLong.of(seq) : leftSeq;
        return new Member(conversation, account, Role.MEMBER, joinedSeq, since, forGood, readSeq, readOrdinal);
    }
}
