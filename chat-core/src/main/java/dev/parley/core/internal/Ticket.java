package dev.parley.core.internal;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way through a lane.
 *
 * <p>Thread-safe.
 */
final class Ticket {

    private enum State {
        WAITING,
        TAKEN,
        EXPIRED
    }

    /** What a commit takes at most when all is well. */
    private static final long A_COMMIT = TimeUnit.MILLISECONDS.toNanos(100);

    private final ConversationRef conversation;
    private final LongFunction<Command> command;
    private final long deadline;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    // touched only by who is at work in the lane
    private @Nullable Command drawn;
    private boolean inDoubt;
    private long doubtedSince;

    Ticket(ConversationRef conversation, LongFunction<Command> command, long deadline) {
        this.conversation = conversation;
        this.command = command;
        this.deadline = deadline;
    }

    ConversationRef conversation() {
        return conversation;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    boolean answered() {
        return outcome.isDone();
    }

    /** Whether half of its time has passed. */
    boolean waitedLong(long now) {
        return deadline - now < CommitLanes.DEADLINE.toNanos() / 2;
    }

    /**
     * From here on the command is carried out; false when its caller has been answered and nothing is in doubt. Whose time would
     * hardly last for a commit is refused, rather than told that nobody knows.
     */
    boolean take(long now) {
        if (inDoubt) {
            return true;
        }
        if (deadline - now < A_COMMIT) {
            refuse();
        }
        return !outcome.isDone() && state.compareAndSet(State.WAITING, State.TAKEN);
    }

    private void refuse() {
        if (state.compareAndSet(State.WAITING, State.EXPIRED)) {
            fail(tooLate());
        }
    }

    /** It was not carried out after all and waits again; what is in doubt may have been, and stays taken. */
    void release() {
        if (!inDoubt) {
            state.compareAndSet(State.TAKEN, State.WAITING);
        }
    }

    /** Nobody knows whether it was carried out: it is looked up until that is known (G4). */
    void doubt(long now) {
        if (!inDoubt) {
            inDoubt = true;
            doubtedSince = now;
        }
    }

    boolean inDoubt() {
        return inDoubt;
    }

    boolean inDoubtFor(long nanos, long now) {
        return inDoubt && now - doubtedSince >= nanos;
    }

    /** The command; one and the same, with one id, however often it is tried. */
    Command command(LongSupplier ids) {
        Command known = drawn;
        if (known == null) {
            known = command.apply(ids.getAsLong());
            drawn = known;
        }
        return known;
    }

    void complete(Outcome result) {
        outcome.complete(result);
    }

    void fail(RuntimeException failure) {
        outcome.completeExceptionally(failure);
    }

    /** Answers the caller if the time has passed; false when it has not and no answer is there yet. */
    boolean expire(long now) {
        if (outcome.isDone()) {
            return true;
        }
        if (deadline - now > 0) {
            return false;
        }
        fail(state.compareAndSet(State.WAITING, State.EXPIRED) ? tooLate() : unknown());
        return true;
    }

    static ChatException tooLate() {
        return ChatException.later(
                ErrorCode.UNAVAILABLE, "It could not be stored in time and was not. Try again.", Duration.ofSeconds(1));
    }

    static ChatException unknown() {
        return ChatException.later(
                ErrorCode.OUTCOME_UNKNOWN,
                "It may or may not have been stored. Send it again with the same client_id: it is stored once.",
                Duration.ofSeconds(1));
    }
}
