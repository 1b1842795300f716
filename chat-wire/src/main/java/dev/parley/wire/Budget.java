package dev.parley.wire;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the outboxes of a mount may hold together, in bytes (G13), or those of several mounts that are given the same one: nothing
 * is shared that is not handed in. While there is room each outbox has only its own bound; when there is none left, those who
 * read slowly go: whoever holds more than a few frames and is sent another.
 *
 * <p>Thread-safe.
 */
public final class Budget {

    /** What anybody may hold, however little room there is. */
    static final long FREE = 32 * 1024;

    private final long bound;
    private final AtomicLong held = new AtomicLong();

    /** @param bound in bytes, above which only little may wait for anybody */
    public Budget(long bound) {
        this.bound = bound;
    }

    /** A quarter of the memory that the JVM may use at the most. */
    public static Budget ofMemory() {
        return new Budget(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Whether somebody may come to hold so much. */
    boolean allows(long together) {
        return together <= FREE || held.get() < bound;
    }

    void take(long bytes) {
        held.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    /** What is held now. */
    long held() {
        return held.get();
    }
}
