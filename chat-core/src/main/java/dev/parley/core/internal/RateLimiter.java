package dev.parley.core.internal;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Rate;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Holds many keys to one {@link Rate}, on the monotonic clock. For each key it keeps a single number: until when its allowance
 * is used up. What is refused adds no key; keys whose allowance is whole again are forgotten, by a look through all of them at
 * most once a second. With {@value #MAX_KEYS} keys in use at once, further ones are refused until one is forgotten.
 *
 * <p>Thread-safe.
 */
public final class RateLimiter {

    static final int MAX_KEYS = 100_000;
    private static final int MANY_KEYS = MAX_KEYS / 2;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Rate rate;
    private final long interval;
    private final long tolerance;
    private final LongSupplier nanos;
    private final long start;
    private final ConcurrentHashMap<Object, Long> usedUntil = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep = new AtomicLong();

    public RateLimiter(Rate rate, LongSupplier nanos) {
        this.rate = rate;
        this.interval = (long) (SECOND / rate.perSecond());
        this.tolerance = interval * (rate.burst() - 1L);
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /**
     * Takes one.
     *
     * @throws ChatException {@code RATE_LIMITED}, with the time after which the next one goes through; nothing is taken then
     */
    public void take(Object key) {
        if (rate.unlimited()) {
            return;
        }
        long now = now();
        forgetIdle(now);
        long wait = waitAfterTaking(key, now);
        if (wait > 0) {
            throw ChatException.later(
                    ErrorCode.RATE_LIMITED, "Too many at once. Wait a moment and try again.", Duration.ofNanos(wait));
        }
    }

    private long waitAfterTaking(Object key, long now) {
        if (usedUntil.size() >= MAX_KEYS && !usedUntil.containsKey(key)) {
            return SECOND;
        }
        long[] wait = new long[1];
        usedUntil.compute(key, (k, until) -> {
            long from = until == null ? now : Math.max(until, now);
            wait[0] = from - now - tolerance;
            return wait[0] > 0 ? until : Long.valueOf(from + interval);
        });
        return wait[0];
    }

    /** Gives one back that turned out not to count. */
    public void giveBack(Object key) {
        long now = now();
        usedUntil.computeIfPresent(key, (k, until) -> until - interval > now ? Long.valueOf(until - interval) : null);
    }

    /** How many keys are kept. */
    int keys() {
        return usedUntil.size();
    }

    private long now() {
        return nanos.getAsLong() - start;
    }

    private void forgetIdle(long now) {
        long due = nextSweep.get();
        if (usedUntil.size() > MANY_KEYS && now >= due && nextSweep.compareAndSet(due, now + SECOND)) {
            usedUntil.values().removeIf(until -> until <= now);
        }
    }
}
