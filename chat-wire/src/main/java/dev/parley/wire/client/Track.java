package dev.parley.wire.client;

import dev.parley.wire.Fields;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Where one conversation stands: the rule of protocol section 5. What comes again is dropped, what comes next is handed on, and
 * what comes too early is held until the gap before it has been pulled.
 *
 * <p>Not thread-safe.
 */
final class Track {

    /** The position of who does not know the top: above all, so that the server tells it. */
    static final long NOWHERE = Fields.MAX_ID;

    /** What is held beyond these is let go, and pulled again. */
    private static final int MOST_HELD = 300;

    private final TreeMap<Long, Received> held = new TreeMap<>();
    private long mine;
    /** The highest number that this line has told of. */
    private long known;

    /** Up to which number a page was up to date: what it told may be later than what is pushed below. */
    private long shown;

    private boolean unsure;

    /** @param mine the last change that was handed on */
    Track(long mine) {
        this.mine = mine;
    }

    long mine() {
        return mine;
    }

    /** There are that many changes, so those that are missing have to be pulled. */
    void knows(long top) {
        known = Math.max(known, top);
    }

    /** Nobody knows how many changes there are; only pulling tells. */
    void doubt() {
        unsure = true;
    }

    boolean unsure() {
        return unsure;
    }

    boolean behind() {
        return unsure || mine < known;
    }

    /**
     * A page comes, which tells of each message what it was when this was the top. So what was pushed up to there is pulled as
     * well: it would bring back what its message was before.
     */
    void pulled(long top) {
        unsure = false;
        knows(top);
        shown = Math.max(shown, top);
        held.headMap(top, true).clear();
    }

    /** Takes a change that was pushed, and hands on what may be handed on now. */
    void push(Received change, Consumer<Received> next) {
        knows(change.seq());
        if (change.seq() > shown) {
            take(change, next);
        }
    }

    /** Takes a change of a page, and hands on what may be handed on now. */
    void take(Received change, Consumer<Received> next) {
        if (change.seq() > mine && (held.size() < MOST_HELD || change.seq() == mine + 1)) {
            held.put(change.seq(), change);
        }
        drain(next);
    }

    private void drain(Consumer<Received> next) {
        for (Received due = held.remove(mine + 1); due != null; due = held.remove(mine + 1)) {
            mine++;
            next.accept(due);
        }
    }

    /** Begins anew after this change, with what came over this line already. */
    void restart(long position, Consumer<Received> next) {
        held.headMap(position, true).clear();
        known = mine == NOWHERE ? known : highest(position);
        mine = position;
        shown = position;
        unsure = false;
        drain(next);
    }

    /** The highest number that came itself, or this one. */
    long highest(long top) {
        return held.isEmpty() ? top : Math.max(top, held.lastKey());
    }

    /** The line is lost: what came over it and was not handed on will be pulled, from a server that may know less. */
    void lost() {
        held.clear();
        known = 0;
        unsure = false;
    }
}
