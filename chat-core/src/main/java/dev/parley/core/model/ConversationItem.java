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
 * @param readSeq how far the member has read
 * @param unread how many text messages came after that
 * @param blocking whether one of the two people of a direct conversation has blocked the other
 */
public record ConversationItem(
        Conversation conversation,
        List<Person> people,
        Role role,
        Optional<Message> lastMessage,
        long readSeq,
        long unread,
        Blocking blocking) {}
