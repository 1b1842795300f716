package dev.parley.cli.seed;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands where it was set.
 *
 * <p>Thread-safe.
 */
final class SetClock implements InstantSource {

    private volatile Instant now;

    SetClock(Instant now) {
        this.now = now;
    }

    void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
