package dev.parley.core.memory;

import dev.parley.core.port.EpochStore;
import java.util.Optional;

/** The epoch in memory, of which there is no copy. */
final class MemoryEpoch implements EpochStore {

    private static final String NAME = "epoch";

    private final MemoryState state;

    MemoryEpoch(MemoryState state) {
        this.state = state;
    }

    @Override
    public Reading read() {
        synchronized (state) {
            return new Reading(Optional.ofNullable(state.settings.get(NAME)), "memory");
        }
    }

    @Override
    public boolean replace(Optional<String> old, String other) {
        synchronized (state) {
            boolean same = Optional.ofNullable(state.settings.get(NAME)).equals(old);
            if (same) {
                state.settings.put(NAME, other);
            }
            return same;
        }
    }
}
