package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The revisions of accounts. Whoever raises them has locked conversations and members before, and locks sessions and tokens
 * after. Several accounts are raised in the order of their ids, and none is locked {@code for update} on the way: that would wait
 * for everybody who adds a member elsewhere, and they for us.
 *
 * <p>Thread-safe: stateless.
 */
final class Revisions {

    private static final String RAISE = "update parley_account set revision = revision + 1 where id = :account";

    private static final String HOLD = "update parley_account set revision = revision where id = :account";

    private static final String NOW = "select revision from parley_account where id = :account";

    private Revisions() {}

    /** Holds the account's row to the end of the transaction, as raising does, but leaves it as it is. */
    static void hold(Handle handle, AccountId account) {
        handle.createUpdate(HOLD).bind("account", account.value()).execute();
    }

    static void raise(Handle handle, Collection<Long> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(RAISE)) {
            accounts.stream()
                    .distinct()
                    .sorted()
                    .forEach(account -> batch.bind("account", account).add());
            batch.execute();
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
