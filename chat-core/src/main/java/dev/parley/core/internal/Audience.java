package dev.parley.core.internal;

import dev.parley.core.model.Account;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.LongSupplier;

/**
 * Those who listen to one account, and up to which of its revisions they were told.
 *
 * <p>Thread-safe. Who asks the store does so without holding the monitor.
 */
final class Audience {

    private static final long UNKNOWN = -1;

    private final Set<Listener> listeners = new CopyOnWriteArraySet<>();
    private long revision = UNKNOWN;
    private Optional<Account> told = Optional.empty();

    void add(Listener listener) {
        listeners.add(listener);
    }

    /** Whether nobody is left. */
    boolean remove(Listener listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    /** Whoever is there when he is looked at: others may come and go meanwhile. */
    Collection<Listener> listeners() {
        return Collections.unmodifiableSet(listeners);
    }

    /** Before anything else of the account is read, so that whatever changes from then on shows as a higher one. */
    void begin(LongSupplier current) {
        if (!known()) {
            settle(current.getAsLong());
        }
    }

    /** Of two who come at once, each reads what there is after this; what the other saw of the revision may be too new for it. */
    private synchronized void settle(long current) {
        if (revision == UNKNOWN) {
            revision = current;
        }
    }

    /** Whether anybody has begun: before that nobody has been told anything with which the store could be compared. */
    synchronized boolean known() {
        return revision != UNKNOWN;
    }

    synchronized long revision() {
        return revision;
    }

    /** All up to this revision was told. */
    synchronized void reach(long later) {
        revision = Math.max(revision, later);
    }

    /** The same for one thing alone, where nothing else lies before it. */
    synchronized void step(long later) {
        if (later == revision + 1) {
            revision = later;
        }
    }

    /** Whether the account is another than they were told last. */
    synchronized boolean news(Account account) {
        boolean other = !told.equals(Optional.of(account));
        told = Optional.of(account);
        return other;
    }
}
