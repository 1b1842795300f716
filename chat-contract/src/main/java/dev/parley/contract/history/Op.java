package dev.parley.contract.history;

/** What an entry is about. */
public enum Op {
    /** A message is sent: asked for, and how that ended. */
    SEND,
    /** A message gets other words; {@code id} is the message, {@code version} what it became. */
    EDIT,
    /** A message is taken away; {@code id} is the message. */
    DELETE,
    /** A connection learned where a conversation stands: pushes begin behind {@code seq}. */
    HELLO,
    /** A change was pushed over a connection. */
    PUSHED,
    /** A change was pulled by a connection; asked for at {@code t0}. */
    PULLED,
    /** A device applied a change, once in its life. */
    APPLIED,
    /** Where a device stood at the end; {@code top}, where given, is what it must have reached. */
    POSITION,
    /** A read showed a message, or a search found it; asked for at {@code t0}. */
    SEEN,
    /** A read showed that the conversation's last change is {@code top}; asked for at {@code t0}. */
    TOP,
    /** Pages from the oldest on: INVOKE with the {@code top} at the start, then OK for each message. */
    WALK_FORWARD,
    /** The same from the newest back. */
    WALK_BACKWARD,
    /** {@code count} messages were reported unread, with the marker at {@code seq} and the conversation at {@code top}. */
    UNREAD,
    /** The client belongs to the conversation. */
    MEMBER,
    /** The client was removed from the conversation with the change {@code seq}. */
    REMOVED,
    /** The truth: a change as a node's log has it in the end; {@code client} is the message's author. */
    LOG
}
