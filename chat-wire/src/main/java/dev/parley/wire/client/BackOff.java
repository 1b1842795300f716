package dev.parley.wire.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next try: doubling from a first to a longest wait, of which a random part is waited, so that those
 * who failed together do not try together.
 *
 * <p>Not thread-safe.
 */
final class BackOff {

    private static final int MOST_DOUBLINGS = 20;

    private final Pace pace;
    private final DoubleSupplier random;
    private int tries;

    /**
     * From where to where waits grow.
     *
     * <p>Thread-safe: immutable.
     */
    record Pace(Duration first, Duration longest) {

        static final Pace USUAL = new Pace(Duration.ofMillis(500), Duration.ofSeconds(30));
    }

    /** @param random from 0 to below 1 */
    BackOff(Pace pace, DoubleSupplier random) {
        this.pace = pace;
        this.random = random;
    }

    /** The wait before the next try, in nanoseconds. */
    long next() {
        long doubled = pace.first().toNanos() << Math.min(tries, MOST_DOUBLINGS);
        tries++;
        return (long) (random.getAsDouble() * Math.min(doubled, pace.longest().toNanos()));
    }

    /** The same; whoever refused and named a time is believed, the first time, and never beyond the longest wait. */
    long next(Optional<Duration> named) {
        boolean again = tries > 0;
        long wait = next();
        long told = named.map(this::bounded).map(Duration::toNanos).orElse(wait);
        return again ? Math.max(told, wait) : told;
    }

    private Duration bounded(Duration named) {
        return named.compareTo(pace.longest()) < 0 ? named : pace.longest();
    }

    /** It went well: the next wait is a short one again. */
    void reset() {
        tries = 0;
    }
}
