package dev.parley.core.port;

import java.util.Optional;

/**
 * Keeps the epoch, and knows by what to tell this storage from a copy of it.
 *
 * <p>Thread-safe.
 */
public interface EpochStore {

    /**
     * @param kept what was stored last; empty at the very beginning
     * @param origin what this storage is: another word when it is a copy, or went on somewhere else, as far as it can be told
     */
    record Reading(Optional<String> kept, String origin) {}

    Reading read();

    /**
     * Stores something in the place of what was read, durably.
     *
     * @return whether {@code old} was still there; otherwise nothing has changed
     */
    boolean replace(Optional<String> old, String other);
}
