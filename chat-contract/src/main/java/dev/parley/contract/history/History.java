package dev.parley.contract.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happened in a run, in the order in which it was written down.
 *
 * <p>Thread-safe.
 */
public final class History {

    private final List<Entry> entries = new ArrayList<>();

    /** The history that these lines tell; the opposite of {@link #lines}. */
    public static History of(Stream<String> lines) {
        History history = new History();
        lines.map(JsonLine::read).forEach(history::add);
        return history;
    }

    public synchronized void add(Entry entry) {
        entries.add(entry);
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** A line of JSON for each entry. */
    public List<String> lines() {
        return entries().stream().map(JsonLine::write).toList();
    }
}
