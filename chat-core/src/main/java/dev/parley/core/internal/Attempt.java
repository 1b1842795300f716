package dev.parley.core.internal;

import dev.parley.core.model.Command;
import dev.parley.core.port.Journal.Lock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A batch on its way into the journal, and how it is to be tried.
 *
 * <p>Thread-safe: immutable.
 *
 * @param tries how often it was tried like this in vain
 * @param due when it is to be tried next, on the monotonic clock
 */
record Attempt(List<Entry> batch, Way way, int tries, long due) {

    private static final int MOST_DOUBLINGS = 6;

    /** A command with the ticket that waits for its outcome. */
    record Entry(Command command, Ticket ticket) {}

    /** How it is tried. */
    enum Way {
        /** Waiting a moment for conversations that somebody else holds. */
        AWAIT(Lock.AWAIT),
        /** Without waiting for them. */
        TRY(Lock.TRY);

        private final Lock lock;

        Way(Lock lock) {
            this.lock = lock;
        }

        Lock lock() {
            return lock;
        }
    }

    static Attempt of(List<Entry> batch, Way way, long now) {
        return new Attempt(batch, way, 0, now);
    }

    /** The same once more, after a pause that doubles and differs from batch to batch, so that two do not collide for ever. */
    Attempt again(long now) {
        long most = TimeUnit.MILLISECONDS.toNanos(10L << Math.min(tries, MOST_DOUBLINGS));
        long hash = Long.hashCode(batch.get(0).command().id() * 31 + tries) * 0x9E3779B97F4A7C15L;
        long pause = most / 2 + Math.floorMod(hash, most / 2);
        return new Attempt(batch, way, tries + 1, now + pause);
    }

    /** One attempt for each conversation, or for each command where there is but one conversation. */
    List<Attempt> divided(long now) {
        List<List<Entry>> parts = conversations();
        return parts.size() > 1
                ? each(parts, Way.AWAIT, now)
                : each(batch.stream().map(List::of).toList(), Way.AWAIT, now);
    }

    /** One attempt for each conversation, without waiting for those that somebody else holds. */
    List<Attempt> withoutWaiting(long now) {
        return each(conversations(), Way.TRY, now);
    }

    /** Whether something of it may have been committed already, and has to be looked up (G4). */
    boolean inDoubt() {
        return batch.stream().anyMatch(entry -> entry.ticket().inDoubt());
    }

    boolean ofOneConversation() {
        return conversations().size() == 1;
    }

    private static List<Attempt> each(List<List<Entry>> parts, Way way, long now) {
        return parts.stream().map(part -> of(part, way, now)).toList();
    }

    private List<List<Entry>> conversations() {
        return List.copyOf(batch.stream()
                .collect(
                        Collectors.groupingBy(e -> e.command().conversation(), LinkedHashMap::new, Collectors.toList()))
                .values());
    }
}
