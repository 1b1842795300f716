package dev.parley.core.port;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import java.time.Instant;
import java.util.List;

/**
 * How an account is erased, but for what it said, which goes out of each conversation through the {@link Journal}. Each step can be
 * done again, so that whatever broke off is finished by beginning anew.
 *
 * <p>Thread-safe.
 */
public interface ErasureStore {

    /**
     * Disables an account for ever, ends its sessions, tokens and blocks, and takes away all that says who it was, with a higher
     * revision. Its username finds it still, and is nobody else's, until {@link #finish}. Whatever the journal commits
     * once this has returned was decided with the account disabled, and it comes to no conversation any more.
     *
     * @return whether there is such an account
     */
    boolean begin(AccountId account, Instant at);

    /** Conversations where the account is a member or was, by id, after one of them. */
    List<ConversationId> conversations(AccountId account, long after, int limit);

    /** Lets its username go. */
    void finish(AccountId account);
}
