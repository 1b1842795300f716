package dev.parley.core.internal;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One lane: a bounded queue and the thread that empties it in batches.
 *
 * <p>Thread-safe. The thread is its own and is never interrupted.
 */
final class Lane {

    private static final int MAX_WAITING = 10_000;
    private static final int MAX_BATCH = 100;
    private static final int MAX_BATCH_TEXT = 48 * 1024;
    private static final long IDLE_MILLIS = 100;

    private final Ids ids;
    private final Commits commits;
    private final BlockingQueue<Ticket> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Queue<Ticket> unanswered = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopped;

    Lane(int number, Ids ids, Commits commits) {
        this.ids = ids;
        this.commits = commits;
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
        while (!stopped || !waiting.isEmpty()) {
            Ticket first = next();
            if (first != null) {
                commits.commit(batch(first));
            }
        }
    }

    private @Nullable Ticket next() {
        try {
            return waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return null; // nobody interrupts this thread; if somebody did, the work goes on
        }
    }

    private List<Commits.Entry> batch(Ticket first) {
        List<Commits.Entry> batch = new ArrayList<>();
        int weight = 0;
        for (Ticket ticket = first; ticket != null; ticket = roomFor(batch, weight) ? waiting.poll() : null) {
            if (ticket.take()) {
                weight += add(batch, ticket);
            }
        }
        return batch;
    }

    private static boolean roomFor(List<Commits.Entry> batch, int weight) {
        return batch.size() < MAX_BATCH && weight < MAX_BATCH_TEXT;
    }

    private int add(List<Commits.Entry> batch, Ticket ticket) {
        try {
            Command command = ticket.command(ids.next());
            batch.add(new Commits.Entry(command, ticket));
            return command.weight();
        } catch (ChatException away) {
            ticket.fail(away);
            return 0;
        }
    }
}
