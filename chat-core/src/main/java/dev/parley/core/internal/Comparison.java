package dev.parley.core.internal;

import dev.parley.core.port.Bell;
import java.util.function.BooleanSupplier;

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
        compare(hub::compare);
        concerns.compare();
    }

    /** What a bell names. */
    void named(Bell bell) {
        compare(() -> hub.compare(bell.conversations()));
        concerns.compare(bell.accounts());
    }

    /** The epoch first, so that nothing of another history is told under the old one. */
    private void compare(BooleanSupplier lost) {
        check(false);
        if (lost.getAsBoolean()) {
            check(true);
        }
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
