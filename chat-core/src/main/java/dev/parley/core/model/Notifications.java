package dev.parley.core.model;

/** Of what in a conversation a member wants to be notified. */
public enum Notifications {
    ALL,
    /** Only of messages that mention the member. */
    MENTIONS,
    NONE
}
