package dev.parley.core.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * What a lane leaves to another thread, which does it in the lane's order and behind the lane's back: to answer a hundred callers,
 * or to tell a thousand listeners, takes longer than a commit, and the lane commits meanwhile what comes. What has been left by
 * then is taken together, so that under load there are fewer and larger pieces. While as much waits as goes in one piece the
 * lane commits nothing more, so that what waits here is bounded (G13).
 *
 * <p>Thread-safe: the lane offers, one thread at a time takes.
 */
final class Relay<T> {

    private static final System.Logger LOG = System.getLogger(Relay.class.getName());

    private final Waker waker;
    private final ToIntFunction<T> weight;
    private final int most;
    private final Consumer<List<T>> taker;
    private final Runnable room;

    private List<T> waiting = new ArrayList<>();
    private int waitingWeight;
    private boolean busy;

    /**
     * @param weight what one counts for
     * @param most from how much on it is full
     * @param room is called whenever there is room again, and when nothing is left
     */
    Relay(Executor executor, ToIntFunction<T> weight, int most, Consumer<List<T>> taker, Runnable room) {
        this.waker = new Waker(executor, this::takeAll);
        this.weight = weight;
        this.most = most;
        this.taker = taker;
        this.room = room;
    }

    void offer(List<T> items) {
        add(items);
        waker.wake();
    }

    private synchronized void add(List<T> items) {
        waiting.addAll(items);
        items.forEach(item -> waitingWeight += weight.applyAsInt(item));
        busy = true;
    }

    synchronized boolean full() {
        return waitingWeight >= most;
    }

    synchronized boolean idle() {
        return !busy;
    }

    private void takeAll() {
        for (List<T> next = take(); !next.isEmpty(); next = take()) {
            room.run();
            hand(next);
        }
        room.run();
    }

    private synchronized List<T> take() {
        List<T> taken = waiting;
        waiting = new ArrayList<>();
        waitingWeight = 0;
        busy = !taken.isEmpty();
        return taken;
    }

    private void hand(List<T> items) {
        try {
            taker.accept(items);
        } catch (Throwable e) { // whatever it is: those behind it are to be taken as well
            LOG.log(System.Logger.Level.ERROR, "What was committed could not be told", e);
        }
    }
}
