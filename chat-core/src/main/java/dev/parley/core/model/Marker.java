package dev.parley.core.model;

import java.util.OptionalLong;

/**
 * How far somebody has read a conversation.
 *
 * <p>Thread-safe: immutable.
 *
 * @param unread how many text messages lie above it, or at and above {@code unreadFrom}
 * @param unreadFrom the change from which on the conversation was marked as unread, until it is read again
 */
public record Marker(long readSeq, long unread, OptionalLong unreadFrom) {

    /** One of a conversation that is not marked as unread. */
    public Marker(long readSeq, long unread) {
        this(readSeq, unread, OptionalLong.empty());
    }
}
