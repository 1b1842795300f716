package dev.parley.contract.history;

import java.util.List;

/**
 * An invariant that does not hold, with the entries that show it.
 *
 * <p>Thread-safe: immutable.
 */
public record Violation(Invariant invariant, String what, List<Entry> entries) {

    static Violation of(Invariant invariant, String what, Entry... entries) {
        return new Violation(invariant, what, List.of(entries));
    }

    @Override
    public String toString() {
        return invariant + " (" + invariant.promise() + "): " + what + " " + entries;
    }
}
