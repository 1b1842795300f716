package dev.parley.core.internal;

import dev.parley.core.event.Envelope;
import dev.parley.core.model.Change;
import dev.parley.core.model.ConversationId;
import dev.parley.core.port.Journal;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that somebody listens to: keeps its changes in the order of their numbers, without a gap (G5).
 *
 * <p>What has come too early is parked, and what lies between is read from the journal; if that fails, the next comparison
 * reads it. Under the monitor only numbers and queues change; one drainer at a time hands out, outside of it.
 *
 * <p>Thread-safe.
 */
final class Topic {

    private static final System.Logger LOG = System.getLogger(Topic.class.getName());
    private static final int READ_LIMIT = 300;
    private static final long UNKNOWN = -1;

    private final ConversationId conversation;
    private final Journal journal;
    private final Executor readers;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private final TreeMap<Long, Envelope> pending = new TreeMap<>();
    private final Queue<Envelope> queue = new ArrayDeque<>();
    private long last = UNKNOWN;
    private boolean fresh = true;
    private boolean reading;
    private boolean draining;

    Topic(ConversationId conversation, Journal journal, Executor readers) {
        this.conversation = conversation;
        this.journal = journal;
        this.readers = readers;
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    /** Whether nobody is left. */
    boolean remove(Listener listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    ConversationId conversation() {
        return conversation;
    }

    synchronized boolean begun() {
        return last != UNKNOWN;
    }

    /**
     * Says after which change to begin; until then everything is parked. As long as nothing was handed out, the lowest that
     * was said holds.
     */
    void begin(long after) {
        synchronized (this) {
            if (last == UNKNOWN || fresh && after < last) {
                last = after;
            }
        }
        handOut(List.of());
    }

    void publish(Envelope envelope) {
        handOut(List.of(envelope));
    }

    private void handOut(List<Envelope> arrived) {
        boolean gap = sort(arrived);
        drain();
        if (gap) {
            readers.execute(this::read);
        }
    }

    /** Reads what is missing, if anything is. */
    void compare(long top) {
        boolean behind;
        synchronized (this) {
            behind = last != UNKNOWN && top > last && !reading;
            reading |= behind;
        }
        if (behind) {
            readers.execute(this::read);
        }
    }

    /** Queues what is next, parks what is early, drops what is known; true when a read has to fill a gap. */
    private synchronized boolean sort(List<Envelope> arrived) {
        for (Envelope envelope : arrived) {
            pending.merge(envelope.first(), envelope, (a, b) -> a.last() >= b.last() ? a : b);
        }
        if (last == UNKNOWN) {
            return false;
        }
        for (Envelope next = next(); next != null; next = next()) {
            queue.add(next.above(last));
            last = next.last();
            fresh = false;
        }
        boolean gap = !pending.isEmpty() && !reading;
        reading |= gap;
        return gap;
    }

    private @Nullable Envelope next() {
        while (!pending.isEmpty() && pending.firstEntry().getValue().last() <= last) {
            pending.pollFirstEntry();
        }
        boolean follows = !pending.isEmpty() && pending.firstKey() <= last + 1;
        return follows ? pending.pollFirstEntry().getValue() : null;
    }

    private void drain() {
        for (Envelope next = take(); next != null; next = take()) {
            Envelope envelope = next;
            listeners.forEach(listener -> listener.changed(envelope));
            release();
        }
    }

    private synchronized @Nullable Envelope take() {
        if (draining || queue.isEmpty()) {
            return null;
        }
        draining = true;
        return queue.remove();
    }

    private synchronized void release() {
        draining = false;
    }

    private void read() {
        List<Change> changes = missing();
        synchronized (this) {
            reading = false;
        }
        if (!changes.isEmpty()) {
            handOut(Envelope.cut(changes));
        }
    }

    private List<Change> missing() {
        long from;
        synchronized (this) {
            from = last;
        }
        try {
            return journal.log(conversation, from, READ_LIMIT).changes();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A gap of conversation " + conversation + " could not be read yet", e);
            return List.of();
        }
    }
}
