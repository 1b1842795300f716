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
 * @param accounts whose state matters; both people of every direct conversation come on top, unasked, and with
 *     them who of the two has blocked the other
 * @param names of channels that may be there
 * @param called names by which somebody is called in a conversation; its account and what it is there are facts of their kinds
 * @param messages those to be changed, and those that are answered
 * @param reactions those that may be there
 * @param posts those that may have been stored by an earlier attempt
 * @param invitations by the hashes of their secrets
 * @param leavers who is being erased, and goes with all he said
 * @param changes ids of changes that may have been committed by an earlier attempt
 */
public record Needs(
        Set<ConversationRef> conversations,
        Set<Membership> members,
        Set<AccountId> accounts,
        Set<String> names,
        Set<Called> called,
        Set<MessageId> messages,
        Set<Reacting> reactions,
        Set<PostKey> posts,
        Set<String> invitations,
        Set<Leaver> leavers,
        Set<Long> changes) {

    /** How many texts of a leaver are looked for at a time. */
    public static final int TEXTS = 500;

    /** Somebody in a conversation. */
    public record Membership(ConversationRef conversation, AccountId account) {}

    /**
     * Somebody who goes.
     *
     * @param after behind which of his client ids his texts are looked for
     */
    public record Leaver(ConversationId conversation, AccountId account, String after) {}

    /** What is unique for ever about a post (G3). */
    public record PostKey(ConversationRef conversation, AccountId sender, String clientId) {}

    /**
     * A name in a conversation.
     *
     * @param username in the form of {@link Username#folded}
     */
    public record Called(ConversationRef conversation, String username) {}

    /** Somebody's emoji under a message. */
    public record Reacting(MessageId message, String emoji, AccountId account) {

        /** Everybody's of the same kind. */
        public Kind kind() {
            return new Kind(message, emoji);
        }

        /** An emoji under a message. */
        public record Kind(MessageId message, String emoji) {}
    }
}
