package dev.parley.core.internal;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The way of every change into the database: group commit.
 *
 * <p>There are a few lanes, and a conversation always goes through the same one, as long as it is addressed in the same way: a
 * direct one has a lane by its pair and one by its id, and the database's lock keeps order between them. A lane has one thread. It
 * takes what waits, up to a bound, commits it in one transaction, leaves it to others to answer the callers and to tell everybody
 * else ({@link Relay}), and takes what has come meanwhile. There is no timer: while nothing waits a command goes alone and at once;
 * under load the last commit's duration is the wait, and batches grow by themselves.
 *
 * <p>Deadlines: a command that still waits after two seconds is refused with {@code UNAVAILABLE} and never runs; one that is
 * being committed gets {@code OUTCOME_UNKNOWN}, and what it does is published all the same. Which of the two holds is decided by
 * compare-and-set. A lane that is full, or in which somebody has waited for a second, refuses at once (G14). A conversation that
 * somebody else holds locked is {@link Parked}.
 *
 * <p>Thread-safe. {@link #submit} never blocks; its futures are completed by threads of the lane's, which dependents must not hold up.
 */
public final class CommitLanes implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(2);

    private final List<Lane> lanes;
    private final LongSupplier nanos;

    /**
     * @param nanos the monotonic clock
     * @param told is told the outcomes of what a lane has committed, in its order, by a thread of the lane's own
     */
    public CommitLanes(Journal journal, Ids ids, Threads threads, LongSupplier nanos, Consumer<List<Outcome>> told) {
        this.nanos = nanos;
        Commits commits = new Commits(journal, ids, nanos);
        this.lanes = IntStream.range(0, journal.lanes())
                .mapToObj(n -> new Lane(n, threads, commits, nanos, told))
                .toList();
    }

    /**
     * Puts a command into its conversation's lane.
     *
     * @param command makes the command from its id, which is drawn when its turn has come
     * @return its outcome, or a {@link ChatException} of kind UNAVAILABLE
     */
    public CompletableFuture<Outcome> submit(ConversationRef conversation, LongFunction<Command> command) {
        Ticket ticket = new Ticket(conversation, command, nanos.getAsLong() + DEADLINE.toNanos());
        Lane lane = lanes.get(Math.floorMod(conversation.hashCode(), lanes.size()));
        if (!lane.offer(ticket)) {
            ticket.fail(ChatException.later(
                    ErrorCode.UNAVAILABLE, "Too much is waiting to be stored. Try again.", Duration.ofSeconds(1)));
        }
        return ticket.outcome();
    }

    /** Answers those whose time has passed; called several times a second. */
    public void expire() {
        long now = nanos.getAsLong();
        lanes.forEach(lane -> lane.expire(now));
    }

    /** Finishes what was accepted, for as long as commands may wait, has it told, and refuses what comes after. */
    @Override
    public void close() {
        lanes.forEach(Lane::stop);
        lanes.forEach(Lane::join);
    }
}
