package dev.parley.wire;

/**
 * The values of {@code type} in the frames of {@code /ws}; protocol section 5. What is written here once, both ends use. The
 * numbered changes are named by {@link dev.parley.core.model.ChangeKind}.
 *
 * <p>Thread-safe: constants.
 */
public final class FrameType {

    /** The server's first word. */
    public static final String HELLO = "hello";
    /** A command was carried out. */
    public static final String OK = "ok";
    /** A command was refused. */
    public static final String ERROR = "error";

    /** Command: say something. */
    public static final String SEND = "send";
    /** Command: say it otherwise. */
    public static final String EDIT = "edit";
    /** Command: take it back. */
    public static final String DELETE = "delete";
    /** Command: put an emoji under it. */
    public static final String REACT = "react";
    /** Command: keep it at hand. */
    public static final String PIN = "pin";
    /** Command: come to a channel. */
    public static final String JOIN = "join";
    /** Command: go. */
    public static final String LEAVE = "leave";
    /** Command: bring somebody. */
    public static final String INVITE = "invite";
    /** Command: send somebody away. */
    public static final String REMOVE = "remove";
    /** Command: give somebody another role. */
    public static final String ROLE = "role";
    /** Command: give it another title or topic. */
    public static final String UPDATE = "update";
    /** Command: what is missing of a conversation's log. */
    public static final String CHANGES = "changes";
    /** Command, and what tells the user's other connections of it: how far was read. */
    public static final String READ = "read";
    /** Command: how the user wants to have a conversation. */
    public static final String SETTINGS = "settings";
    /** Command, and what tells others of it: somebody is writing. */
    public static final String TYPING = "typing";

    /** Somebody else has read a small conversation up to there. */
    public static final String SEEN = "seen";
    /** Somebody is there, or gone. */
    public static final String PRESENCE = "presence";
    /** A conversation has become the user's. */
    public static final String CONVERSATION_ADDED = "conversation.added";
    /** A conversation is the user's no more. */
    public static final String CONVERSATION_REMOVED = "conversation.removed";
    /** The user wants to have a conversation otherwise. */
    public static final String SETTINGS_CHANGED = "settings.changed";
    /** The user's own account has changed. */
    public static final String USER_UPDATED = "user.updated";

    private FrameType() {}
}
