package dev.parley.core.internal;

import dev.parley.core.internal.Attempt.Entry;
import dev.parley.core.internal.Attempt.Way;
import dev.parley.core.model.Command;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.Journal;
import dev.parley.core.port.JournalException;
import dev.parley.core.port.JournalException.Failure;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Carries a batch into the journal, whatever happens on the way. One bad command or one stuck conversation fails exactly itself:
 * the rest of the batch is committed without it. A commit of which nobody knows whether it happened is looked up by committing
 * the same commands again under rules that recognise their changes (G4).
 *
 * <p>Thread-safe; the work is done by the calling lane, and what has to be tried again is handed back to it.
 */
final class Commits {

    private static final System.Logger LOG = System.getLogger(Commits.class.getName());
    private static final int MAX_CONFLICTS = 20;
    private static final long LOOK_UP_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Journal journal;
    private final Ids ids;
    private final LongSupplier nanos;
    private final Rules rules = new Rules();
    private final Rules again = rules.again();

    Commits(Journal journal, Ids ids, LongSupplier nanos) {
        this.journal = journal;
        this.ids = ids;
        this.nanos = nanos;
    }

    /** A ticket's command, whose id is drawn when its turn has come first. */
    Entry entry(Ticket ticket) {
        return new Entry(ticket.command(ids::next), ticket);
    }

    /**
     * Tries once.
     *
     * @param committed is told the outcomes of the batch and answers their callers
     * @param locked is told what could not be carried out because somebody else holds its conversation
     * @return what is to be tried next, in this order; all other callers are answered
     */
    List<Attempt> carryOut(
            Attempt attempt, BiConsumer<List<Entry>, List<Outcome>> committed, Consumer<List<Entry>> locked) {
        List<Outcome> outcomes;
        try {
            outcomes = commit(attempt);
        } catch (RuntimeException | StackOverflowError e) {
            return attempt.inDoubt() ? lookUpAgain(attempt, e, locked) : settle(attempt, e, locked);
        }
        committed.accept(attempt.batch(), outcomes);
        return List.of();
    }

    private List<Outcome> commit(Attempt attempt) {
        List<Command> commands = attempt.batch().stream().map(Entry::command).toList();
        return journal.commit(
                commands, attempt.inDoubt() ? again : rules, attempt.way().lock());
    }

    private List<Attempt> settle(Attempt attempt, Throwable failure, Consumer<List<Entry>> locked) {
        if (!(failure instanceof JournalException e)) {
            return divide(attempt, "A batch could not be committed", failure);
        }
        return switch (e.failure()) {
            case UNKNOWN -> lookUp(attempt);
            case REJECTED -> divide(attempt, "The store refuses a command's values", e);
            case LOCKED -> withoutLocked(attempt, locked);
            case CONFLICT -> attempt.tries() < MAX_CONFLICTS ? again(attempt) : fail(attempt, Ticket.tooLate());
            case AWAY -> fail(attempt, Ticket.tooLate());
        };
    }

    private List<Attempt> again(Attempt attempt) {
        return List.of(attempt.again(nanos.getAsLong()));
    }

    /** One conversation at a time, then one command at a time; what cannot be divided any more fails. */
    private List<Attempt> divide(Attempt attempt, String problem, Throwable cause) {
        return attempt.batch().size() > 1
                ? attempt.divided(nanos.getAsLong())
                : fail(attempt, new IllegalStateException(problem, cause));
    }

    /** What stands in the batch beside the conversation that is locked: tried without waiting again. */
    private List<Attempt> withoutLocked(Attempt attempt, Consumer<List<Entry>> locked) {
        if (attempt.ofOneConversation()) {
            locked.accept(attempt.batch());
            return List.of();
        }
        return attempt.withoutWaiting(nanos.getAsLong());
    }

    private List<Attempt> lookUp(Attempt attempt) {
        long now = nanos.getAsLong();
        attempt.batch().forEach(entry -> entry.ticket().doubt(now));
        return List.of(Attempt.of(attempt.batch(), Way.AWAIT, now));
    }

    /** A conversation that somebody else holds meanwhile is looked up apart, so that the others need not wait for it. */
    private List<Attempt> lookUpAgain(Attempt attempt, Throwable failure, Consumer<List<Entry>> locked) {
        if (attempt.batch().stream().anyMatch(entry -> entry.ticket().inDoubtFor(LOOK_UP_NANOS, nanos.getAsLong()))) {
            LOG.log(System.Logger.Level.ERROR, "The outcome of a commit could not be found out within 20 s", failure);
            return fail(attempt, Ticket.unknown());
        }
        boolean held = failure instanceof JournalException e && e.failure() == Failure.LOCKED;
        return held ? withoutLocked(attempt, locked) : again(attempt);
    }

    private static List<Attempt> fail(Attempt attempt, RuntimeException failure) {
        attempt.batch().forEach(entry -> entry.ticket().fail(failure));
        return List.of();
    }
}
