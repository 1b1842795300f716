package dev.parley.core.model;

import java.util.Set;

/**
 * The facts that the rules need before they can decide a batch of commands. What is not there is simply missing from the
 * {@link Facts}.
 *
 * <p>Thread-safe: immutable.
 *
 * @param conversations by id, by pair or by key, to be locked
 * @param members who acts where, and whom it concerns; those who have left, too
 * @param accounts whose state matters; both people of every direct conversation come on top, unasked
 * @param names of channels that may be there
 * @param messages those to be changed
 * @param posts those that may have been stored by an earlier attempt
 * @param changes ids of changes that may have been committed by an earlier attempt
 */
public record Needs(
        Set<ConversationRef> conversations,
        Set<Membership> members,
        Set<AccountId> accounts,
        Set<String> names,
        Set<MessageId> messages,
        Set<PostKey> posts,
        Set<Long> changes) {

    /** Somebody in a conversation. */
    public record Membership(ConversationRef conversation, AccountId account) {}

    /** What is unique for ever about a post (G3). */
    public record PostKey(ConversationRef conversation, AccountId sender, String clientId) {}
}
