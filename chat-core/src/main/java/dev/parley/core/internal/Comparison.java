package dev.parley.core.internal;

import dev.parley.core.port.Bell;

/**
 * Compares what was told here with the store, and has read what is missing. Notices between processes only say where it is
 * worth doing at once (G7).
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
public final class Comparison {

    private final Hub hub;
    private final Concerns concerns;
    private final Epoch epoch;

    public Comparison(Hub hub, Concerns concerns, Epoch epoch) {
        this.hub = hub;
        this.concerns = concerns;
        this.epoch = epoch;
    }

    /**
     * Everything to which somebody listens here, and whether the epoch still holds: what was lost comes within one round. Accounts
     * follow by themselves.
     */
    void all() {
        check(hub.compare());
        concerns.compare();
    }

    /** What a bell names. */
    void named(Bell bell) {
        if (hub.compare(bell.conversations())) {
            check(true);
        }
        concerns.compare(bell.accounts());
    }

    /** What of a bell concerns anybody who listens here. */
    Bell heard(Bell bell) {
        return hub.heard(bell);
    }

    /** Where history may have been lost, everybody starts afresh. */
    void check(boolean lost) {
        if (epoch.changed(lost)) {
            hub.startAfresh();
        }
    }
}
