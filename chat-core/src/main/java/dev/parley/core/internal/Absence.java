package dev.parley.core.internal;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Looks after a store that may stay away. Those who listen are kept for half a minute, for a store that is back by then costs
 * nobody more than a few refusals; after that they are told that nothing follows, and come back when they can be greeted (G14).
 *
 * <p>Thread-safe.
 */
public final class Absence {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Runnable question;
    private final Runnable goodBye;
    private final LongSupplier nanos;
    private volatile long answered;

    /**
     * @param question asks the store something, and throws when it does not answer
     * @param goodBye what to do when it has been away for too long
     * @param nanos the monotonic clock
     */
    public Absence(Runnable question, Runnable goodBye, LongSupplier nanos) {
        this.question = question;
        this.goodBye = goodBye;
        this.nanos = nanos;
        this.answered = nanos.getAsLong();
    }

    /** Asks. Called every few seconds; throws what the question throws. */
    public void look() {
        try {
            question.run();
            answered = nanos.getAsLong();
        } catch (RuntimeException away) {
            if (nanos.getAsLong() - answered >= PATIENCE.toNanos()) {
                goodBye.run();
            }
            throw away;
        }
    }
}
