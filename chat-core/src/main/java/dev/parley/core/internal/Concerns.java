package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Standing;
import dev.parley.core.port.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What concerns one account alone, and was changed by another process: wherever the account's revision is higher than those who
 * listen here were told, what hangs on it is read again. It becomes events, or the end of who has no right to listen any more
 * (G10).
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
public final class Concerns {

    private static final int COMPARED_AT_ONCE = 1_000;

    private final Hub hub;
    private final Stores stores;
    private final Predicate<Caller> holds;

    /** @param holds whether a caller's session or token has not ended */
    public Concerns(Hub hub, Stores stores, Predicate<Caller> holds) {
        this.hub = hub;
        this.stores = stores;
        this.holds = holds;
    }

    /** Compares all accounts to which somebody listens here. */
    public void compare() {
        compare(hub.accounts());
    }

    /** The same for these. */
    void compare(Collection<AccountId> accounts) {
        List<AccountId> all = List.copyOf(accounts);
        for (int from = 0; from < all.size(); from += COMPARED_AT_ONCE) {
            List<AccountId> some = all.subList(from, Math.min(from + COMPARED_AT_ONCE, all.size()));
            Map<AccountId, Long> now = stores.accounts().revisions(some);
            some.forEach(account -> compare(account, now.getOrDefault(account, Long.MAX_VALUE)));
        }
    }

    /** An account that has gone is as changed as can be. Whoever has yet to begin reads everything himself. */
    private void compare(AccountId account, long now) {
        hub.audience(account)
                .filter(Audience::known)
                .filter(audience -> audience.revision() < now)
                .ifPresent(audience -> {
                    tell(account, audience);
                    audience.reach(now);
                });
    }

    private void tell(AccountId account, Audience audience) {
        List<Listener> listeners = audience.listeners();
        listeners.stream()
                .filter(listener -> !holds.test(listener.caller()))
                .forEach(listener -> listener.end(Ending.SESSION_OVER));
        List<Standing> since = stores.conversations().since(account, audience.revision());
        since.forEach(standing -> listeners.forEach(listener -> listener.stands(standing)));
        stores.accounts()
                .byId(account)
                .filter(audience::news)
                .ifPresent(now -> listeners.forEach(listener -> listener.happened(new ChatEvent.AccountUpdated(now))));
    }
}
