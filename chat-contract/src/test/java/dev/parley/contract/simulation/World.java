package dev.parley.contract.simulation;

import dev.parley.contract.history.Entry;
import dev.parley.contract.history.History;
import dev.parley.contract.history.Op;
import dev.parley.contract.history.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/** Time and chance: what happens next, in the only order there is. */
final class World {

    private static final int DEEPEST = 4;

    private record Event(long at, long number, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    private final Random random;
    private final Optional<Bug> bug;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final History history = new History();
    private final Map<Reached, Integer> reached = new EnumMap<>(Reached.class);
    private long now;
    private long numbers;
    private long ticks;
    private int depth;
    private boolean calm;

    World(long seed, Optional<Bug> bug) {
        this.random = new Random(seed);
        this.bug = bug;
    }

    long now() {
        return now;
    }

    History history() {
        return history;
    }

    Map<Reached, Integer> reached() {
        return reached;
    }

    void reach(Reached what) {
        reached.merge(what, 1, Integer::sum);
    }

    /** Whether this mistake is being made. */
    boolean has(Bug planted) {
        return bug.filter(planted::equals).isPresent();
    }

    /** From now on nothing fails any more. */
    void calmDown() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    /** Whether something happens that fails so many times of a thousand. */
    boolean fails(int perMille) {
        return !calm && random.nextInt(1_000) < perMille;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** 0 to {@code bound - 1}. */
    int pick(int bound) {
        return random.nextInt(bound);
    }

    /** A time of up to so many milliseconds. */
    Duration upTo(long millis) {
        return Duration.ofNanos(1 + (long) (random.nextDouble() * millis * 1_000_000));
    }

    void after(Duration delay, Runnable task) {
        at(now + delay.toNanos(), task);
    }

    void at(long time, Runnable task) {
        events.add(new Event(time, numbers++, task));
    }

    /** Lets happen what happens in this time. Within something that happens, that is what others do meanwhile. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        if (depth == DEEPEST) {
            return;
        }
        depth++;
        while (!events.isEmpty() && events.element().at() <= end) {
            Event next = events.remove();
            now = Math.max(now, next.at());
            next.task().run();
        }
        depth--;
        now = Math.max(now, end);
    }

    /** The next moment of the clock by which the history is written; no two are the same. */
    long tick() {
        return ++ticks;
    }

    void write(String client, Op op, Phase phase, Consumer<Entry.Line> more) {
        history.add(Entry.of(client, op, phase, more));
    }
}
