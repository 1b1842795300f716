package dev.parley.core.port;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.Page;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps invitations by link. Of their secrets it keeps the hashes. Who uses one does so through the {@link Journal}, which counts.
 *
 * <p>Thread-safe.
 */
public interface InvitationStore {

    /**
     * Keeps an invitation.
     *
     * @param key the hash of its secret
     * @return whether who made it rules over the group or channel, by the same statement; otherwise nothing is kept
     */
    boolean add(Invitation invitation, String key);

    /** Those that hold then, by id, for a member who rules over the group or channel; nothing for everybody else. */
    Page<Invitation> of(AccountId member, ConversationId conversation, Instant now, Optional<String> cursor, int limit);

    /**
     * Revokes one, for a member who rules over the group or channel: nobody comes by it any more once this has returned. Doing it
     * twice is the same as once.
     *
     * @return whether there is such an invitation for him
     */
    boolean revoke(AccountId member, ConversationId conversation, long invitation, Instant at);

    /** Where an invitation leads to, whether it still holds or not. */
    Optional<ConversationId> find(String key);
}
