package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.port.Bell;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What is still to be said to other processes. However often something is named, it is said once; where too much would have to be
 * named, it is said that everything may have changed, and of too many whispers the oldest are dropped.
 *
 * <p>Thread-safe.
 */
final class Pending {

    private static final int MOST_NAMED = 5_000;
    private static final int MOST_WHISPERS = 1_000;
    private static final long GLANCE = TimeUnit.SECONDS.toNanos(1);

    private record Rings(Set<ConversationId> conversations, Set<AccountId> accounts) {

        int size() {
            return conversations.size() + accounts.size();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Rings> rings = new LinkedHashMap<>();
    private final Set<String> everything = new HashSet<>();
    private final Queue<Notice> whispers = new ArrayDeque<>();
    private Set<String> speaking = Set.of();
    private boolean sending;
    private boolean closed;

    void ring(String from, Bell bell) {
        lock.lock();
        try {
            Rings known = rings.computeIfAbsent(from, name -> new Rings(new HashSet<>(), new HashSet<>()));
            known.conversations().addAll(bell.conversations());
            known.accounts().addAll(bell.accounts());
            if (known.size() > MOST_NAMED) {
                everything.add(from);
                rings.remove(from);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void whisper(String from, String text) {
        lock.lock();
        try {
            whispers.add(Notice.whisper(from, text));
            if (whispers.size() > MOST_WHISPERS) {
                whispers.remove();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to say, and takes it; nothing where it is over. */
    List<Notice> take(BooleanSupplier over) {
        lock.lock();
        try {
            while (quiet() && !closed && !over.getAsBoolean()) {
                await(GLANCE);
            }
            return drained();
        } finally {
            lock.unlock();
        }
    }

    private boolean quiet() {
        return rings.isEmpty() && everything.isEmpty() && whispers.isEmpty();
    }

    private List<Notice> drained() {
        List<Notice> notices = new ArrayList<>();
        speaking = new HashSet<>(rings.keySet());
        speaking.addAll(everything);
        everything.forEach(from -> notices.add(Notice.everything(from)));
        rings.forEach(
                (from, named) -> notices.addAll(Notice.of(from, new Bell(named.conversations(), named.accounts()))));
        notices.addAll(whispers);
        rings.clear();
        everything.clear();
        whispers.clear();
        sending = !notices.isEmpty();
        return notices;
    }

    /** What was taken has been sent. */
    void sent() {
        lock.lock();
        try {
            sending = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What was taken last has perhaps not been sent. */
    void lost() {
        lock.lock();
        try {
            everything.addAll(speaking);
            sending = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is left to say, but no longer than that. An interrupt is kept for later. */
    void awaitSent(Duration most) {
        boolean interrupted = Thread.interrupted();
        lock.lock();
        try {
            long end = System.nanoTime() + most.toNanos();
            while ((sending || !quiet()) && !closed && System.nanoTime() - end < 0) {
                await(end - System.nanoTime());
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void await(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException stray) {
            // nobody has a right to interrupt what waits here; it looks again
        }
    }

    /** Nothing more is said. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
