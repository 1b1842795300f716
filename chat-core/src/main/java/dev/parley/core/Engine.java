package dev.parley.core;

import dev.parley.core.internal.CommitLanes;
import dev.parley.core.internal.Company;
import dev.parley.core.internal.Fingerprints;
import dev.parley.core.internal.HostPolicy;
import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Ids;
import dev.parley.core.internal.Neighbours;
import dev.parley.core.internal.Passwords;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Limits;
import dev.parley.core.port.Stores;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The parts that the driving side shares, put together once by {@link Chat}.
 *
 * @param neighbours the other processes on the same stores
 * @param commands how often an account may have something done that is no message
 * @param clock for the times that people see
 * @param nanos the monotonic clock, for limits and deadlines
 */
record Engine(
        Stores stores,
        Ids ids,
        CommitLanes lanes,
        Hub hub,
        Neighbours neighbours,
        Company company,
        Passwords passwords,
        Fingerprints fingerprints,
        HostPolicy policy,
        Limits limits,
        RateLimiter commands,
        InstantSource clock,
        LongSupplier nanos) {

    /** Holds many keys to what is allowed of one thing. */
    RateLimiter limiter(Limited what) {
        return new RateLimiter(limits.rate(what), nanos);
    }
}
