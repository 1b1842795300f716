package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Standing;
import dev.parley.core.port.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What concerns one account alone, and was changed by another process: wherever the account's revision is higher than those who
 * listen here were told, what hangs on it is read again. It becomes events, or the end of who has no right to listen any more
 * (G10).
 *
 * <p>Thread-safe; nothing here blocks. One account is compared by one thread at a time, so that its older state is never told
 * last, and none keeps the next from it.
 */
public final class Concerns {

    private static final System.Logger LOG = System.getLogger(Concerns.class.getName());
    private static final int COMPARED_AT_ONCE = 1_000;
    private static final int MOST_FAILURES = 3;

    private final Hub hub;
    private final Stores stores;
    private final Predicate<Caller> holds;
    private final Waker waker;
    private final Set<AccountId> waiting = new LinkedHashSet<>();

    /**
     * @param holds whether a caller's session or token has not ended
     * @param executor compares; conversations should not wait for it
     */
    public Concerns(Hub hub, Stores stores, Predicate<Caller> holds, Executor executor) {
        this.hub = hub;
        this.stores = stores;
        this.holds = holds;
        this.waker = new Waker(executor, this::compareWaiting);
    }

    /** Has all accounts compared to which somebody listens here. */
    public void compare() {
        compare(hub.accounts());
    }

    /** The same for these. What is named again while it waits is compared once. */
    void compare(Collection<AccountId> accounts) {
        add(accounts);
        waker.wake();
    }

    private synchronized void add(Collection<AccountId> accounts) {
        waiting.addAll(accounts);
    }

    private synchronized List<AccountId> take() {
        List<AccountId> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    private void compareWaiting() {
        try {
            compareAll(take());
        } catch (RuntimeException away) {
            LOG.log(System.Logger.Level.DEBUG, "Accounts are compared with the next round", away);
        }
    }

    private void compareAll(List<AccountId> all) {
        for (int from = 0; from < all.size(); from += COMPARED_AT_ONCE) {
            compareSome(all.subList(from, Math.min(from + COMPARED_AT_ONCE, all.size())));
        }
    }

    /** Who has no right any more is ended first, and waits for nobody else's news (G10). */
    private void compareSome(List<AccountId> some) {
        Map<AccountId, Long> now = stores.accounts().revisions(some);
        List<AccountId> changed =
                some.stream().filter(account -> changed(account, now)).toList();
        List<AccountId> staying = each(changed, account -> audience(account).ifPresent(this::endWhoMayNotStay));
        each(
                staying,
                account -> audience(account).ifPresent(audience -> {
                    tell(account, audience);
                    audience.reach(revision(account, now));
                }));
    }

    private boolean changed(AccountId account, Map<AccountId, Long> now) {
        return audience(account)
                .filter(audience -> audience.revision() < revision(account, now))
                .isPresent();
    }

    /** Whoever has yet to begin reads everything himself. */
    private Optional<Audience> audience(AccountId account) {
        return hub.audience(account).filter(Audience::known);
    }

    /** An account that has gone is as changed as can be. */
    private static long revision(AccountId account, Map<AccountId, Long> now) {
        return now.getOrDefault(account, Long.MAX_VALUE);
    }

    /**
     * One that cannot be read keeps no other from it; when several in a row cannot, the store is away.
     *
     * @return those with whom it went well
     */
    private static List<AccountId> each(List<AccountId> accounts, Consumer<AccountId> step) {
        List<AccountId> done = new ArrayList<>();
        int failures = 0;
        for (AccountId account : accounts) {
            if (failures < MOST_FAILURES && did(step, account)) {
                done.add(account);
                failures = 0;
            } else {
                failures++;
            }
        }
        return done;
    }

    private static boolean did(Consumer<AccountId> step, AccountId account) {
        try {
            step.accept(account);
            return true;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Account " + account + " could not be compared yet", e);
            return false;
        }
    }

    private void endWhoMayNotStay(Audience audience) {
        audience.listeners().stream()
                .filter(listener -> !holds.test(listener.caller()))
                .forEach(listener -> listener.end(Ending.SESSION_OVER));
    }

    private void tell(AccountId account, Audience audience) {
        Collection<Listener> listeners = audience.listeners();
        List<Standing> since = stores.conversations().since(account, audience.revision());
        since.forEach(standing -> listeners.forEach(listener -> listener.stands(standing)));
        stores.accounts()
                .byId(account)
                .filter(audience::news)
                .ifPresent(now -> listeners.forEach(listener -> listener.happened(new ChatEvent.AccountUpdated(now))));
    }
}
