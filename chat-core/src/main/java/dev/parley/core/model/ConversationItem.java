package dev.parley.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A conversation as one of its members sees it in a list.
 *
 * <p>Thread-safe: immutable.
 *
 * @param people both people of a direct conversation, oneself once for notes to oneself
 * @param role what the member is there
 * @param lastMessage its newest text message, as a tombstone where that is deleted
 * @param marker how far the member has read
 * @param settings how the member wants to have it
 * @param blocking whether one of the two people of a direct conversation has blocked the other
 */
public record ConversationItem(
        Conversation conversation,
        List<Person> people,
        Role role,
        Optional<Message> lastMessage,
        Marker marker,
        ConversationSettings settings,
        Blocking blocking) {

    /** How far the member has read. */
    public long readSeq() {
        return marker.readSeq();
    }

    /** How many text messages the member has not read. */
    public long unread() {
        return marker.unread();
    }
}
