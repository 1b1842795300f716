package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The revisions of accounts. Whoever raises them has locked conversations and members before, and locks sessions and tokens
 * after; several accounts are locked in the order of their ids.
 *
 * <p>Thread-safe: stateless.
 */
final class Revisions {

    private static final String LOCK = "select id from parley_account where id = any(:accounts) order by id for update";

    private static final String RAISE = "update parley_account set revision = revision + 1 where id = any(:accounts)";

    private static final String NOW = "select revision from parley_account where id = :account";

    private Revisions() {}

    /** Holds the accounts' rows to the end of the transaction. */
    static void lock(Handle handle, Collection<Long> accounts) {
        handle.createQuery(LOCK)
                .bindArray("accounts", Long.class, List.copyOf(accounts))
                .mapTo(Long.class)
                .list();
    }

    static void raise(Handle handle, Collection<Long> accounts) {
        if (accounts.size() > 1) {
            lock(handle, accounts);
        }
        if (!accounts.isEmpty()) {
            handle.createUpdate(RAISE)
                    .bindArray("accounts", Long.class, List.copyOf(accounts))
                    .execute();
        }
    }

    /** What it is after having been raised. */
    static long raise(Handle handle, AccountId account) {
        raise(handle, List.of(account.value()));
        return handle.createQuery(NOW)
                .bind("account", account.value())
                .mapTo(Long.class)
                .one();
    }
}
