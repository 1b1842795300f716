package dev.parley.contract;

import dev.parley.core.port.Stores;
import java.util.Optional;

/**
 * The stores that the last test of a class left open.
 *
 * <p>Thread-safe.
 */
final class Leftover implements AutoCloseable {

    private Optional<Stores> kept = Optional.empty();

    /** Those stores if they can be emptied, or else fresh ones. */
    synchronized Stores orOpened(StoresContract contract) {
        Optional<Stores> emptied = kept.filter(contract::empty);
        if (emptied.isEmpty()) {
            close();
        }
        kept = Optional.empty();
        return emptied.orElseGet(contract::open);
    }

    synchronized void keep(Stores stores) {
        close();
        kept = Optional.of(stores);
    }

    @Override
    public synchronized void close() {
        kept.ifPresent(Stores::close);
        kept = Optional.empty();
    }
}
