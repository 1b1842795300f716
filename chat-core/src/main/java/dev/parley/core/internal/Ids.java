package dev.parley.core.internal;

import dev.parley.core.port.Journal;

/**
 * Hands out ids one by one from the journal's blocks.
 *
 * <p>Thread-safe. Once in {@link Journal#ID_BLOCK} calls it asks the store and waits for it.
 */
public final class Ids {

    private final Journal journal;
    private long next;
    private long end;

    public Ids(Journal journal) {
        this.journal = journal;
    }

    public synchronized long next() {
        if (next == end) {
            next = journal.nextIds();
            end = next + Journal.ID_BLOCK;
        }
        return next++;
    }
}
