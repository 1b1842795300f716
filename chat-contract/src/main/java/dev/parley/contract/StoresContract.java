package dev.parley.contract;

import dev.parley.core.port.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the suites for stores have in common: how to open what is tested. Every test gets a {@link Scene} over stores that are
 * empty and for the time of the test its own.
 *
 * <p>Thread rule: as JUnit's tests.
 */
@ExtendWith(SceneExtension.class)
public interface StoresContract {

    /** Stores that are fresh and empty. */
    Stores open();

    /**
     * Empties the stores of an earlier test, where that is faster than closing them and opening others. Answers whether it did;
     * they are closed where it did not.
     */
    default boolean empty(Stores stores) {
        return false;
    }

    /**
     * Closes the stores and opens others over the same storage, as after a restart. Those that forget with the process stay as
     * they are.
     */
    default Stores reopen(Stores stores) {
        return stores;
    }
}
