package dev.parley.core.model;

import java.util.Map;

/**
 * What is true while the conversations are locked, as far as the rules asked for it. Keys are those of the {@link Needs}.
 *
 * <p>Thread-safe: immutable.
 *
 * @param changes those of the asked ids that are in the log
 */
public record Facts(
        Map<ConversationRef, Conversation> conversations,
        Map<Needs.Membership, Member> members,
        Map<AccountId, Account> accounts,
        Map<String, ConversationId> names,
        Map<MessageId, Message> messages,
        Map<Needs.PostKey, Posted> posts,
        Map<Long, Change> changes) {

    /**
     * A message with the fingerprint of what was first sent; the fingerprint is empty once the message is deleted.
     */
    public record Posted(Message message, String fingerprint) {}
}
