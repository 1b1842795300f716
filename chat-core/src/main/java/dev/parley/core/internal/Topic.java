package dev.parley.core.internal;

import dev.parley.core.event.Envelope;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Position;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that somebody listens to: keeps its changes in the order of their numbers, without a gap (G5).
 *
 * <p>What has come too early is parked, and what lies between is read from the journal; if that fails, the next comparison
 * reads it. Under the monitor only numbers and queues change. One thread at a time hands out, outside of it, and those who bring
 * more wait for it, so that nobody brings more than is handed out (G13); that is why listeners must not block.
 *
 * <p>Thread-safe.
 */
final class Topic {

    private static final int MOST_PARKED = 32;

    private final Hub hub;
    private final ConversationId conversation;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** By their first numbers. There are many topics, and hardly ever is anything pending: only then is there a map. */
    private NavigableMap<Long, Envelope> pending = Collections.emptyNavigableMap();

    private final Queue<Envelope> queue = new ArrayDeque<>(1);
    private long last;
    /** Up to which change every listener was called; what is queued comes behind it. */
    private long told;
    /** Up to which change there is something, as far as anybody said. */
    private long wanted;

    private boolean reading;

    /** @param after what follows it is handed out */
    Topic(Hub hub, Position after) {
        this.hub = hub;
        this.conversation = after.conversation();
        this.last = after.seq();
        this.told = after.seq();
    }

    ConversationId conversation() {
        return conversation;
    }

    List<Listener> listeners() {
        return List.copyOf(listeners);
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    /** Whether nobody is left. */
    boolean remove(Listener listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    /** Up to which change all was handed out, or is about to be. */
    synchronized long last() {
        return last;
    }

    void publish(Envelope envelope) {
        handOut(List.of(envelope));
    }

    private void handOut(List<Envelope> arrived) {
        boolean gap = sort(arrived);
        drain();
        if (gap) {
            read();
        }
    }

    /** Has read what is missing: here up to {@code top}, or by some listener alone. */
    void compare(long top) {
        if (behind(top)) {
            read();
        }
        long all = told();
        listeners.stream()
                .filter(listener -> listener.missed(conversation, all))
                .forEach(listener -> listener.catchUp(conversation));
    }

    /** The conversation is not there any more. */
    void end() {
        listeners.forEach(listener -> listener.leave(conversation));
    }

    private synchronized long told() {
        return told;
    }

    private synchronized boolean behind(long top) {
        wanted = Math.max(wanted, top);
        boolean behind = wanted > last && !reading;
        reading |= behind;
        return behind;
    }

    /** Queues what is next, parks what is early, drops what is known; true when a read has to fill a gap. */
    private synchronized boolean sort(List<Envelope> arrived) {
        pending = pending.isEmpty() ? new TreeMap<>() : pending;
        arrived.forEach(this::park);
        for (Envelope next = next(); next != null; next = next()) {
            queue.add(next.above(last));
            last = next.last();
        }
        pending = pending.isEmpty() ? Collections.emptyNavigableMap() : pending;
        boolean gap = wanted > last && !reading;
        reading |= gap;
        return gap;
    }

    /** While what lies before them cannot be read, only so many are kept; those beyond are read with it (G13). */
    private void park(Envelope envelope) {
        wanted = Math.max(wanted, envelope.last());
        if (envelope.first() <= last + 1 || pending.size() < MOST_PARKED) {
            pending.merge(envelope.first(), envelope, (a, b) -> a.last() >= b.last() ? a : b);
        }
    }

    private @Nullable Envelope next() {
        while (!pending.isEmpty() && pending.firstEntry().getValue().last() <= last) {
            pending.pollFirstEntry();
        }
        boolean follows = !pending.isEmpty() && pending.firstKey() <= last + 1;
        return follows ? pending.pollFirstEntry().getValue() : null;
    }

    private void drain() {
        if (Thread.holdsLock(listeners)) {
            return; // a listener brings it, and those before it are being told yet
        }
        synchronized (listeners) { // a lock of its own would cost each topic more than all its numbers
            for (Envelope next = take(); next != null; next = take()) {
                Envelope envelope = next;
                listeners.forEach(listener -> listener.changed(envelope));
                told(envelope);
            }
        }
    }

    private synchronized @Nullable Envelope take() {
        return queue.poll();
    }

    private synchronized void told(Envelope envelope) {
        told = envelope.last();
    }

    /** As much as is read at once; what is there beyond that, or has come meanwhile, is read next. */
    private void read() {
        hub.read(conversation, last(), missing -> {
            synchronized (this) {
                reading = false;
            }
            if (!missing.isEmpty()) {
                handOut(missing);
                compare(0);
            }
        });
    }
}
