package dev.parley.core.internal;

import dev.parley.core.event.Envelope;
import dev.parley.core.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Tells what one lane has committed, in its order, behind the lane's back: to tell a thousand listeners takes longer than a
 * commit, and the lane commits meanwhile what comes. What has been committed by then is told together, so that under load
 * everybody gets fewer and larger pieces. While as much waits as goes in one piece the lane commits nothing more, so that
 * what waits here is bounded (G13).
 *
 * <p>Thread-safe: the lane offers, one thread at a time tells.
 */
final class Publisher {

    private static final System.Logger LOG = System.getLogger(Publisher.class.getName());
    /** What an outcome counts for that is no change. */
    private static final int LITTLE = 512;

    private final Executor executor;
    private final Consumer<List<Outcome>> told;
    private final Runnable room;

    private List<Outcome> waiting = new ArrayList<>();
    private int weight;
    private boolean telling;

    /** @param room is called whenever there is room again, and when nothing is left to be told */
    Publisher(Executor executor, Consumer<List<Outcome>> told, Runnable room) {
        this.executor = executor;
        this.told = told;
        this.room = room;
    }

    void offer(List<Outcome> outcomes) {
        if (add(outcomes)) {
            executor.execute(this::tellAll);
        }
    }

    /** Whether nobody is telling yet. */
    private synchronized boolean add(List<Outcome> outcomes) {
        waiting.addAll(outcomes);
        outcomes.forEach(outcome -> weight += weight(outcome));
        boolean first = !telling;
        telling = true;
        return first;
    }

    private static int weight(Outcome outcome) {
        return outcome instanceof Outcome.Done done ? done.change().weight() : LITTLE;
    }

    synchronized boolean full() {
        return weight >= Envelope.MOST;
    }

    synchronized boolean idle() {
        return !telling;
    }

    private void tellAll() {
        for (List<Outcome> next = take(); !next.isEmpty(); next = take()) {
            room.run();
            tell(next);
        }
        room.run();
    }

    private synchronized List<Outcome> take() {
        List<Outcome> taken = waiting;
        waiting = new ArrayList<>();
        weight = 0;
        telling = !taken.isEmpty();
        return taken;
    }

    /** What was committed was committed, whatever becomes of telling it. */
    private void tell(List<Outcome> outcomes) {
        try {
            told.accept(outcomes);
        } catch (Throwable e) { // whatever it is: without this thread nobody would be told anything any more
            LOG.log(System.Logger.Level.ERROR, "What was committed could not be told and will be read", e);
        }
    }
}
