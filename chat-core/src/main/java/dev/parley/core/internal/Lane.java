package dev.parley.core.internal;

import dev.parley.core.event.Envelope;
import dev.parley.core.internal.Attempt.Entry;
import dev.parley.core.internal.Attempt.Way;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.Threads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One lane: a bounded queue, emptied in batches. It is set to work by what comes and works until there is nothing to be done
 * right now; what has to be tried again later wakes it.
 *
 * <p>Thread-safe. The work is done by one thread at a time, which nobody interrupts.
 */
final class Lane {

    private static final System.Logger LOG = System.getLogger(Lane.class.getName());
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_BATCH = 100;
    private static final int MAX_BATCH_TEXT = 48 * 1024;
    /** What an outcome counts for that is no change. */
    private static final int LITTLE = 512;

    private static final Duration LATER = Duration.ofMillis(10);

    private record Answer(Ticket ticket, Outcome outcome) {}

    private final Waker waker;
    private final Threads threads;
    private final Relay<Answer> answers;
    private final Relay<Outcome> changes;
    private final Commits commits;
    private final LongSupplier nanos;

    private final Queue<Ticket> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Queue<Ticket> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean alarmSet = new AtomicBoolean();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile boolean stopped;

    // touched only by who is at work
    private final Deque<Attempt> attempts = new ArrayDeque<>();
    private final List<Entry> locked = new ArrayList<>();
    private final Parked parked = new Parked();

    /** @param told is told what was committed, by another thread */
    Lane(int number, Threads threads, Commits commits, LongSupplier nanos, Consumer<List<Outcome>> told) {
        this.waker = new Waker(threads.executor("parley-lane-" + number, 1), this::workOff);
        this.threads = threads;
        this.answers = new Relay<>(
                threads.executor("parley-answers-" + number, 1), answer -> 1, MAX_BATCH, Lane::answer, waker::wake);
        this.changes = new Relay<>(
                threads.executor("parley-publisher-" + number, 1), Lane::weight, Envelope.MOST, told, waker::wake);
        this.commits = commits;
        this.nanos = nanos;
    }

    private static void answer(List<Answer> answers) {
        answers.forEach(answer -> answer.ticket().complete(answer.outcome()));
    }

    private static int weight(Outcome outcome) {
        return outcome instanceof Outcome.Done done ? done.change().weight() : LITTLE;
    }

    boolean offer(Ticket ticket) {
        if (stopped || tooMuchWaits() || !waiting.offer(ticket)) {
            return false;
        }
        unanswered.add(ticket);
        waker.wake();
        if (ended.isDone()) {
            refuseWaiting();
        }
        return true;
    }

    /**
     * Whether somebody has waited for so long that whoever comes now would hardly be served in time. Were he let in, all would
     * wait until just before their deadlines, and most be refused after it (G14).
     */
    private boolean tooMuchWaits() {
        Ticket first = waiting.peek();
        return first != null && first.waitedLong(nanos.getAsLong());
    }

    /** Tickets stand in the order of their deadlines, so the first that has time left ends the walk. */
    void expire(long now) {
        for (Ticket first = unanswered.peek(); first != null && first.expire(now); first = unanswered.peek()) {
            unanswered.remove(first);
        }
        for (Ticket first = waiting.peek(); first != null && first.answered(); first = waiting.peek()) {
            waiting.remove(first);
        }
    }

    void stop() {
        stopped = true;
        waker.wake();
    }

    void join() {
        ended.join();
        refuseWaiting();
    }

    /** Who came after the last batch is told so. */
    private void refuseWaiting() {
        for (Ticket late = waiting.poll(); late != null; late = waiting.poll()) {
            late.fail(Ticket.tooLate());
        }
    }

    private void workOff() {
        try {
            while (attempts.isEmpty() ? begin() : attemptNext()) {
                // each round is one attempt
            }
        } finally {
            rest();
        }
    }

    private void rest() {
        boolean idle = attempts.isEmpty() && parked.isEmpty();
        if (!idle) {
            wakeLater();
        } else if (stopped && waiting.isEmpty() && answers.idle() && changes.idle()) {
            ended.complete(true);
        }
    }

    private void wakeLater() {
        if (alarmSet.compareAndSet(false, true)) {
            threads.schedule(LATER, () -> {
                alarmSet.set(false);
                waker.wake();
            });
        }
    }

    /** Tries what is to be tried next; false when its time has not come. */
    private boolean attemptNext() {
        if (attempts.element().due() - nanos.getAsLong() > 0) {
            return false;
        }
        Attempt attempt = attempts.remove();
        try {
            List<Attempt> rest = new ArrayList<>(commits.carryOut(attempt, this::committed, locked::addAll));
            for (int i = rest.size() - 1; i >= 0; i--) {
                attempts.addFirst(rest.get(i));
            }
        } catch (Throwable failure) { // as above; nobody knows how far it came
            LOG.log(System.Logger.Level.ERROR, "A batch broke off", failure);
            attempt.batch().forEach(entry -> entry.ticket().fail(Ticket.unknown()));
        }
        return true;
    }

    /** Who asked is answered first, by another thread than everybody else. */
    private void committed(List<Entry> batch, List<Outcome> outcomes) {
        answers.offer(IntStream.range(0, outcomes.size())
                .mapToObj(i -> new Answer(batch.get(i).ticket(), outcomes.get(i)))
                .toList());
        changes.offer(outcomes);
    }

    /** Makes attempts of what waits and of what was parked; false when there is nothing that can be done now. */
    private boolean begin() {
        long now = nanos.getAsLong();
        parked.putBack(locked, now);
        locked.clear();
        parked.tidy(now);
        if (answers.full() || changes.full()) {
            return false;
        }
        Ticket first = nextFree();
        if (first != null) {
            attempt(first, this::nextFree, Way.AWAIT);
        }
        List<Parked.Place> due = parked.due(now);
        due.forEach(this::attemptParked);
        return first != null || !due.isEmpty();
    }

    private void attemptParked(Parked.Place place) {
        Ticket first = place.first();
        if (attempt(first, () -> place.nextLike(first), Way.TRY)) {
            place.tried();
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

    /** False where the time of all of them has passed. */
    private boolean attempt(Ticket first, Supplier<@Nullable Ticket> rest, Way way) {
        List<Entry> batch = new ArrayList<>();
        int weight = 0;
        for (Ticket ticket = first; ticket != null; ticket = roomFor(batch, weight) ? rest.get() : null) {
            weight += add(batch, ticket);
        }
        if (!batch.isEmpty()) {
            attempts.add(Attempt.of(batch, way, nanos.getAsLong()));
        }
        return !batch.isEmpty();
    }

    private static boolean roomFor(List<Entry> batch, int weight) {
        return batch.size() < MAX_BATCH && weight < MAX_BATCH_TEXT;
    }

    private int add(List<Entry> batch, Ticket ticket) {
        if (!ticket.take(nanos.getAsLong())) {
            return 0;
        }
        try {
            Entry entry = commits.entry(ticket);
            batch.add(entry);
            return entry.command().weight();
        } catch (ChatException away) {
            ticket.fail(away);
            return 0;
        } catch (Throwable noId) { // as above: its caller must hear of it, and the lane must live on
            ticket.fail(new IllegalStateException("A command got no id", noId));
            return 0;
        }
    }
}
