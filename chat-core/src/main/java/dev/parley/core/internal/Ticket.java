package dev.parley.core.internal;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

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

    private final ConversationRef conversation;
    private final LongFunction<Command> command;
    private final long deadline;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

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

    /** From here on the command is carried out; false when its caller has been answered. */
    boolean take() {
        return !outcome.isDone() && state.compareAndSet(State.WAITING, State.TAKEN);
    }

    /** It was not carried out after all and waits again. */
    void release() {
        state.compareAndSet(State.TAKEN, State.WAITING);
    }

    Command command(long id) {
        return command.apply(id);
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
