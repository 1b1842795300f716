package dev.parley.core.port;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Block;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Page;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps who has blocked whom.
 *
 * <p>Thread-safe.
 */
public interface BlockStore {

    /**
     * Keeps a block; one that is there already stays as it is. Whatever the {@link Journal} commits in the direct conversation of
     * the two once this has returned was decided with the block among the facts, also where the conversation is opened at the
     * same moment.
     */
    void add(Block block, Instant at);

    /** Forgets it; nothing happens where there is none. */
    void remove(Block block);

    /** Whether it is there. */
    boolean has(Block block);

    /** Whom the account has blocked, by id. */
    Page<Account> of(AccountId account, Optional<String> cursor, int limit);

    /** Everybody whom the account has blocked or who has blocked it. */
    Set<AccountId> around(AccountId account);

    /** Whether it is a direct conversation of two of whom one has blocked the other. */
    boolean between(ConversationId conversation);
}
