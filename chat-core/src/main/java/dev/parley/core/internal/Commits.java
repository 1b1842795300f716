package dev.parley.core.internal;

import dev.parley.core.model.Command;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Journal.Lock;
import dev.parley.core.port.JournalException;
import dev.parley.core.port.JournalException.Failure;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Carries a batch into the journal, whatever happens on the way. One bad command or one stuck conversation fails exactly itself:
 * the rest of the batch is committed without it. A commit of which nobody knows whether it happened is looked up by committing
 * the same commands again under rules that recognise their changes (G4).
 *
 * <p>Thread-safe; the work is done by the calling lane.
 */
final class Commits {

    private static final System.Logger LOG = System.getLogger(Commits.class.getName());
    private static final int MAX_CONFLICTS = 20;
    private static final long LOOK_UP_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Journal journal;
    private final Rules rules;
    private final Consumer<List<Outcome>> published;

    /** A command with the ticket that waits for its outcome. */
    record Entry(Command command, Ticket ticket) {}

    Commits(Journal journal, Rules rules, Consumer<List<Outcome>> published) {
        this.journal = journal;
        this.rules = rules;
        this.published = published;
    }

    /** @return what could not be carried out because somebody else holds its conversation; all other callers are answered */
    List<Entry> commit(List<Entry> batch, Lock lock) {
        for (int conflicts = 0; !batch.isEmpty(); conflicts++) {
            try {
                carryOut(batch, rules, lock);
                return List.of();
            } catch (JournalException e) {
                if (e.failure() != Failure.CONFLICT || conflicts == MAX_CONFLICTS) {
                    return settle(batch, e);
                }
                pause(conflicts);
            } catch (RuntimeException | StackOverflowError e) {
                return divide(batch, new IllegalStateException("A batch could not be committed", e));
            }
        }
        return List.of();
    }

    private void carryOut(List<Entry> batch, Decider decider, Lock lock) {
        List<Outcome> outcomes =
                journal.commit(batch.stream().map(Entry::command).toList(), decider, lock);
        published.accept(outcomes);
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).ticket().complete(outcomes.get(i));
        }
    }

    private List<Entry> settle(List<Entry> batch, JournalException e) {
        return switch (e.failure()) {
            case UNKNOWN -> lookUp(batch);
            case REJECTED -> divide(batch, new IllegalStateException("The store refuses a command's values", e));
            case LOCKED -> withoutLocked(batch);
            case AWAY, CONFLICT -> fail(batch, Ticket.tooLate());
        };
    }

    /** One conversation at a time, then one command at a time; what cannot be divided any more fails. */
    private List<Entry> divide(List<Entry> batch, RuntimeException failure) {
        List<List<Entry>> parts = conversations(batch);
        if (parts.size() > 1) {
            return each(parts, Lock.AWAIT);
        } else if (batch.size() > 1) {
            return each(batch.stream().map(List::of).toList(), Lock.AWAIT);
        }
        return fail(batch, failure);
    }

    /** What stands in the batch beside the conversation that is locked: tried without waiting again. */
    private List<Entry> withoutLocked(List<Entry> batch) {
        List<List<Entry>> parts = conversations(batch);
        return parts.size() > 1 ? each(parts, Lock.TRY) : batch;
    }

    private List<Entry> each(List<List<Entry>> parts, Lock lock) {
        return parts.stream().flatMap(part -> commit(part, lock).stream()).toList();
    }

    private static List<List<Entry>> conversations(List<Entry> batch) {
        return List.copyOf(batch.stream()
                .collect(
                        Collectors.groupingBy(e -> e.command().conversation(), LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    private List<Entry> lookUp(List<Entry> batch) {
        long end = System.nanoTime() + LOOK_UP_NANOS;
        for (int tries = 0; ; tries++) {
            try {
                carryOut(batch, rules.again(), Lock.AWAIT);
                return List.of();
            } catch (RuntimeException e) {
                if (System.nanoTime() - end > 0) {
                    LOG.log(System.Logger.Level.ERROR, "The outcome of a commit could not be found out within 30 s", e);
                    return fail(batch, Ticket.unknown());
                }
                pause(tries);
            }
        }
    }

    private static List<Entry> fail(Collection<Entry> batch, RuntimeException failure) {
        batch.forEach(entry -> entry.ticket().fail(failure));
        return List.of();
    }

    private static void pause(int tries) {
        long most = TimeUnit.MILLISECONDS.toNanos(10L << Math.min(tries, 6));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 2, most));
    }
}
