package dev.parley.contract;

import dev.parley.core.port.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the suites for stores have in common: how to open what is tested. Every test gets a {@link Scene} over stores of its own,
 * which are closed when it ends.
 *
 * <p>Thread rule: as JUnit's tests.
 */
@ExtendWith(SceneExtension.class)
public interface StoresContract {

    /** Stores that are fresh and empty. */
    Stores open();

    /**
     * Closes the stores and opens others over the same storage, as after a restart. Those that forget with the process stay as
     * they are.
     */
    default Stores reopen(Stores stores) {
        return stores;
    }
}
