package dev.parley.wire;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Notices a client that goes on although it is refused: 100 refusals within 10 seconds.
 *
 * <p>Thread-safe.
 */
final class Flood {

    private static final int MOST = 100;
    private static final long WITHIN = TimeUnit.SECONDS.toNanos(10);

    private final ArrayDeque<Long> refusals = new ArrayDeque<>(1);

    /** Notes one more; true when it is too much. */
    synchronized boolean refused(long now) {
        refusals.add(now);
        if (refusals.size() > MOST) {
            refusals.removeFirst();
        }
        return refusals.size() == MOST && now - refusals.getFirst() <= WITHIN;
    }
}
