package dev.parley.core.port;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Page;
import java.time.Instant;
import java.util.Optional;

/**
 * What a store offers those who run it.
 *
 * <p>Thread-safe.
 */
public interface Maintenance {

    /** What {@link #purge} removed, and how many accounts it had to leave because others talked with them. */
    record Purged(long conversations, long accounts, long kept) {}

    /** Keeps a value under a name unless there is one, and answers the one that holds. */
    String settle(String name, String value);

    /** Every account, disabled ones and the host's included, by id. */
    Page<Account> accounts(Optional<String> cursor, int limit);

    /**
     * Disables an account, ends its sessions and raises its revision, in one transaction.
     *
     * @return whether there is such an account
     */
    boolean disable(AccountId account, Instant at);

    /** Lets a disabled account in again, with a higher revision; whether there is such an account that is not erased. */
    boolean enable(AccountId account);

    /** How many accounts there are whose external id does not begin with {@code prefix}; the host's own system rows aside. */
    long othersThan(String externalIdPrefix);

    /**
     * Removes the accounts whose external id begins with {@code prefix} and the conversations that only they took part in. An
     * account that shares a conversation with somebody else stays.
     */
    Purged purge(String externalIdPrefix);

    /** Returns when the store answers; otherwise throws {@code UNAVAILABLE} within two seconds. */
    void check();
}
