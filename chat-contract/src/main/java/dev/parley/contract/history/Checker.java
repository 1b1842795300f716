package dev.parley.contract.history;

import java.util.List;
import java.util.stream.Stream;

/**
 * Holds a history against the invariants.
 *
 * <p>Thread-safe: stateless.
 */
public final class Checker {

    private Checker() {}

    /** What does not hold; nothing, of a good run. A history without the truth (LOG) cannot be checked for much. */
    public static List<Violation> check(History history) {
        List<Entry> entries = history.entries();
        Truth truth = new Truth(entries);
        return Stream.of(
                        new WriteChecks(entries, truth).violations(),
                        new DeliveryChecks(entries, truth).violations(),
                        new ReadChecks(entries, truth).violations())
                .flatMap(List::stream)
                .toList();
    }
}
