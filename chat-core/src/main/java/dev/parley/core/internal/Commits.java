package dev.parley.core.internal;

import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal;
import dev.parley.core.port.JournalException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    void commit(List<Entry> batch) {
        for (int conflicts = 0; !batch.isEmpty(); conflicts++) {
            try {
                carryOut(batch, rules);
                return;
            } catch (JournalException e) {
                if (e.failure() != JournalException.Failure.CONFLICT || conflicts == MAX_CONFLICTS) {
                    settle(batch, e);
                    return;
                }
                pause(conflicts);
            } catch (RuntimeException | StackOverflowError e) {
                divide(batch, new IllegalStateException("A batch could not be committed", e));
                return;
            }
        }
    }

    private void carryOut(List<Entry> batch, Decider decider) {
        List<Outcome> outcomes =
                journal.commit(batch.stream().map(Entry::command).toList(), decider);
        published.accept(outcomes);
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).ticket().complete(outcomes.get(i));
        }
    }

    private void settle(List<Entry> batch, JournalException e) {
        switch (e.failure()) {
            case UNKNOWN -> lookUp(batch);
            case REJECTED -> divide(batch, new IllegalStateException("The store refuses a command's values", e));
            case LOCKED -> divide(batch, Ticket.tooLate());
            case AWAY, CONFLICT -> fail(batch, Ticket.tooLate());
        }
    }

    /** One conversation at a time, then one command at a time; what cannot be divided any more fails. */
    private void divide(List<Entry> batch, RuntimeException failure) {
        Map<ConversationRef, List<Entry>> parts = batch.stream()
                .collect(Collectors.groupingBy(
                        e -> e.command().conversation(), LinkedHashMap::new, Collectors.toList()));
        if (parts.size() > 1) {
            parts.values().forEach(this::commit);
        } else if (batch.size() > 1) {
            batch.forEach(entry -> commit(List.of(entry)));
        } else {
            fail(batch, failure);
        }
    }

    private void lookUp(List<Entry> batch) {
        long end = System.nanoTime() + LOOK_UP_NANOS;
        for (int tries = 0; ; tries++) {
            try {
                carryOut(batch, rules.again());
                return;
            } catch (RuntimeException e) {
                if (System.nanoTime() - end > 0) {
                    LOG.log(System.Logger.Level.ERROR, "The outcome of a commit could not be found out within 30 s", e);
                    fail(batch, Ticket.unknown());
                    return;
                }
                pause(tries);
            }
        }
    }

    private static void fail(Collection<Entry> batch, RuntimeException failure) {
        batch.forEach(entry -> entry.ticket().fail(failure));
    }

    private static void pause(int tries) {
        long most = TimeUnit.MILLISECONDS.toNanos(10L << Math.min(tries, 6));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 2, most));
    }
}
