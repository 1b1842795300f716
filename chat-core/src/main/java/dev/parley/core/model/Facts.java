package dev.parley.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is true while the conversations are locked, as far as the rules asked for it. Keys are those of the {@link Needs}.
 *
 * <p>Thread-safe: immutable.
 *
 * @param reactions those of the asked ones that are there
 * @param reactors of each kind that was asked for, who did it first, {@value #MOST_REACTORS} at the most, in that order
 * @param blocks of two people who have a direct conversation, or are to
 * @param invitations those that are not revoked, and whose makers rule there still
 * @param changes those of the asked ids that are in the log
 */
public record Facts(
        Map<ConversationRef, Conversation> conversations,
        Map<Needs.Membership, Member> members,
        Map<AccountId, Account> accounts,
        Map<String, ConversationId> names,
        Map<MessageId, Message> messages,
        Set<Needs.Reacting> reactions,
        Map<Needs.Reacting.Kind, List<AccountId>> reactors,
        Map<Needs.PostKey, Posted> posts,
        Set<Block> blocks,
        Map<String, Invitation> invitations,
        Map<Needs.Leaver, Left> leavers,
        Map<Long, Change> changes) {

    /** So many that those who are named are still known when a whole batch takes its own back. */
    public static final int MOST_REACTORS = Reaction.MOST_NAMED + 100;

    /**
     * What somebody who goes has left.
     *
     * @param texts the next of his texts that are no tombstones, by client id, at most {@link Needs#TEXTS}
     * @param reactions some of what he has put under texts, which are among the messages, at most {@link Needs#TEXTS}
     * @param callers some of the texts that call him by name, at most {@link Needs#TEXTS}; they are among the messages
     * @param heir the member who is to own a group or channel that nobody else owns
     */
    public record Left(
            List<Message> texts, List<Needs.Reacting> reactions, List<MessageId> callers, Optional<Member> heir) {}

    /**
     * A message with the fingerprint of what was first sent; the fingerprint is empty once the message is deleted.
     */
    public record Posted(Message message, String fingerprint) {}
}
