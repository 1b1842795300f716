package dev.parley.jdbi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call into the database: made by a caller, run by one of our threads. Caller and thread agree by compare-and-set on who was
 * first, so that a caller who stops waiting knows for certain whether anything will be committed.
 */
final class Call<T> {

    private enum State {
        QUEUED,
        RUNNING,
        COMMITTING,
        ABANDONED
    }

    /** How a wait ended without an answer. */
    enum Lost {
        /** Nothing was committed and nothing will be. */
        NOTHING_DONE,
        /** The commit was under way. */
        UNKNOWN
    }

    /** How long a caller waits: to be taken, for the answer, and for a commit that is under way then. */
    record Patience(Duration taken, Duration answer, Duration commit) {}

    /** Thrown on the caller's thread when the wait is over. */
    static final class GaveUp extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Lost lost;

        GaveUp(Lost lost) {
            super(lost.name(), null, false, false);
            this.lost = lost;
        }

        Lost lost() {
            return lost;
        }
    }

    private final Function<Call<T>, T> work;
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    Call(Function<Call<T>, T> work) {
        this.work = work;
    }

    /** On our thread: does it, unless nobody waits for it any more. */
    void run() {
        if (!state.compareAndSet(State.QUEUED, State.RUNNING)) {
            return;
        }
        try {
            answer.complete(work.apply(this));
        } catch (Throwable failure) { // whatever it is, somebody waits for it; this thread must live on
            answer.completeExceptionally(failure);
        }
    }

    /** On our thread, just before the commit is sent; from here on the outcome is open until the answer. */
    void committing() {
        if (!state.compareAndSet(State.RUNNING, State.COMMITTING) && !sent()) {
            throw new GaveUp(Lost.NOTHING_DONE);
        }
    }

    /** Whether the commit has been sent. */
    boolean sent() {
        return state.get() == State.COMMITTING;
    }

    /** On whatever thread ends the queue: it will not be run. */
    void drop() {
        if (state.compareAndSet(State.QUEUED, State.ABANDONED)) {
            answer.completeExceptionally(new GaveUp(Lost.NOTHING_DONE));
        }
    }

    /**
     * On the caller's thread: the answer, or what the work threw. An interrupt is kept for later.
     *
     * @throws GaveUp when there was none in time
     */
    T await(Patience patience) {
        try {
            return within(patience.taken());
        } catch (TimeoutException untaken) {
            abandonFrom(State.QUEUED);
        }
        try {
            return within(patience.answer().minus(patience.taken()));
        } catch (TimeoutException unanswered) {
            abandonFrom(State.RUNNING);
        }
        try {
            return within(patience.commit());
        } catch (TimeoutException unknown) {
            throw new GaveUp(Lost.UNKNOWN);
        }
    }

    private void abandonFrom(State waiting) {
        if (state.compareAndSet(waiting, State.ABANDONED)) {
            throw new GaveUp(Lost.NOTHING_DONE);
        }
    }

    private T within(Duration time) throws TimeoutException {
        long end = System.nanoTime() + time.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }
}
