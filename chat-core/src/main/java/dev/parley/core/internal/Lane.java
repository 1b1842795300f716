package dev.parley.core.internal;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.port.Journal.Lock;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One lane: a bounded queue and the thread that empties it in batches.
 *
 * <p>Thread-safe. The thread is its own and is never interrupted.
 */
final class Lane {

    private static final System.Logger LOG = System.getLogger(Lane.class.getName());
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_BATCH = 100;
    private static final int MAX_BATCH_TEXT = 48 * 1024;
    private static final long IDLE_MILLIS = 100;
    private static final long PARKED_MILLIS = 10;

    private final Ids ids;
    private final Commits commits;
    private final LongSupplier nanos;
    private final BlockingQueue<Ticket> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Queue<Ticket> unanswered = new ConcurrentLinkedQueue<>();
    private final Parked parked = new Parked();
    private final Thread thread;
    private volatile boolean stopped;

    Lane(int number, Ids ids, Commits commits, LongSupplier nanos) {
        this.ids = ids;
        this.commits = commits;
        this.nanos = nanos;
        this.thread = new Thread(this::run, "parley-lane-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    boolean offer(Ticket ticket) {
        if (stopped || !waiting.offer(ticket)) {
            return false;
        }
        unanswered.add(ticket);
        if (stopped && !thread.isAlive()) {
            refuseWaiting();
        }
        return true;
    }

    /** Tickets stand in the order of their deadlines, so the first that has time left ends the walk. */
    void expire(long now) {
        for (Ticket first = unanswered.peek(); first != null && first.expire(now); first = unanswered.peek()) {
            unanswered.remove(first);
        }
    }

    void stop() {
        stopped = true;
    }

    void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        refuseWaiting();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who came after the last batch is told so. */
    private void refuseWaiting() {
        for (Ticket late = waiting.poll(); late != null; late = waiting.poll()) {
            late.fail(Ticket.tooLate());
        }
    }

    private void run() {
        while (!stopped || !waiting.isEmpty() || !parked.isEmpty()) {
            Ticket first = next();
            if (first != null) {
                parked.divert(first).ifPresent(ticket -> commit(ticket, this::nextFree, Lock.AWAIT));
            }
            for (Deque<Ticket> place : parked.due(nanos.getAsLong())) {
                commit(place.remove(), place::poll, Lock.TRY);
            }
            parked.tidy();
        }
    }

    private @Nullable Ticket next() {
        try {
            return waiting.poll(parked.isEmpty() ? IDLE_MILLIS : PARKED_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return null; // nobody interrupts this thread; if somebody did, the work goes on
        }
    }

    /** The next one whose conversation is not parked. */
    private @Nullable Ticket nextFree() {
        for (Ticket ticket = waiting.poll(); ticket != null; ticket = waiting.poll()) {
            if (parked.divert(ticket).isPresent()) {
                return ticket;
            }
        }
        return null;
    }

    private void commit(Ticket first, Supplier<@Nullable Ticket> rest, Lock lock) {
        List<Commits.Entry> batch = new ArrayList<>();
        try {
            int weight = 0;
            for (Ticket ticket = first; ticket != null; ticket = roomFor(batch, weight) ? rest.get() : null) {
                weight += add(batch, ticket);
            }
            parked.putBack(commits.commit(batch, lock), nanos.getAsLong());
        } catch (Throwable failure) { // whatever it is: without this thread nothing would ever be stored again
            LOG.log(System.Logger.Level.ERROR, "A batch broke off", failure);
            batch.forEach(entry -> entry.ticket().fail(Ticket.unknown()));
        }
    }

    private static boolean roomFor(List<Commits.Entry> batch, int weight) {
        return batch.size() < MAX_BATCH && weight < MAX_BATCH_TEXT;
    }

    private int add(List<Commits.Entry> batch, Ticket ticket) {
        if (!ticket.take()) {
            return 0;
        }
        try {
            Command command = ticket.command(ids.next());
            batch.add(new Commits.Entry(command, ticket));
            return command.weight();
        } catch (ChatException away) {
            ticket.fail(away);
            return 0;
        } catch (Throwable noId) { // as above: its caller must hear of it, and this thread must live on
            ticket.fail(new IllegalStateException("A command got no id", noId));
            return 0;
        }
    }
}
