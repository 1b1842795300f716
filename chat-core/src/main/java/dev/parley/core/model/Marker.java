package dev.parley.core.model;

import java.util.OptionalLong;

/**
 * How far somebody has read a conversation.
 *
 * <p>Thread-safe: immutable.
 *
 * @param unread how many text messages lie above it, or at and above {@code unreadFrom}
 * @param unreadFrom the change from which on the conversation was marked as unread, until it is read again
 * @param mentions how many of the unread call its owner, by name or with all
 */
public record Marker(long readSeq, long unread, OptionalLong unreadFrom, long mentions) {

    /** One with nobody called above it. */
    public Marker(long readSeq, long unread, OptionalLong unreadFrom) {
        this(readSeq, unread, unreadFrom, 0);
    }

    /** One of a conversation that is not marked as unread. */
    public Marker(long readSeq, long unread) {
        this(readSeq, unread, OptionalLong.empty());
    }
}
