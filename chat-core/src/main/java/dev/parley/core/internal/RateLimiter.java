package dev.parley.core.internal;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Rate;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Holds many keys to one {@link Rate}, on the monotonic clock. For each key it keeps a single number: until when its allowance
 * is used up.
 *
 * <p>Thread-safe.
 */
public final class RateLimiter {

    private static final int MAX_KEYS = 50_000;

    private final Rate rate;
    private final long interval;
    private final long tolerance;
    private final LongSupplier nanos;
    private final long start;
    private final ConcurrentHashMap<Object, Long> usedUntil = new ConcurrentHashMap<>();

    public RateLimiter(Rate rate, LongSupplier nanos) {
        this.rate = rate;
        this.interval = (long) (TimeUnit.SECONDS.toNanos(1) / rate.perSecond());
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
        long now = nanos.getAsLong() - start;
        forgetIdle(now);
        long[] wait = new long[1];
        usedUntil.compute(key, (k, until) -> {
            long from = until == null ? now : Math.max(until, now);
            wait[0] = from - now - tolerance;
            return wait[0] > 0 ? until : Long.valueOf(from + interval);
        });
        if (wait[0] > 0) {
            throw ChatException.later(
                    ErrorCode.RATE_LIMITED,
                    "Too many at once. Wait a moment and try again.",
                    Duration.ofNanos(wait[0]));
        }
    }

    /** Gives one back that turned out not to count. */
    public void giveBack(Object key) {
        usedUntil.computeIfPresent(key, (k, until) -> until - interval);
    }

    private void forgetIdle(long now) {
        if (usedUntil.size() > MAX_KEYS) {
            usedUntil.values().removeIf(until -> until <= now);
        }
    }
}
