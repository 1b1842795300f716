package dev.parley.core.model;

/** What happened in a conversation; each has its name on the wire. */
public enum ChangeKind {
    MESSAGE_CREATED("message.created"),
    MESSAGE_EDITED("message.edited"),
    MESSAGE_DELETED("message.deleted"),
    MESSAGE_REACTED("message.reacted"),
    MESSAGE_PINNED("message.pinned"),
    MEMBER_JOINED("member.joined"),
    MEMBER_LEFT("member.left"),
    MEMBER_ROLE("member.role"),
    CONVERSATION_UPDATED("conversation.updated"),
    USER_ERASED("user.erased");

    private final String wire;

    ChangeKind(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
