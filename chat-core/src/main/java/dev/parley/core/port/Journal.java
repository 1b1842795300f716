package dev.parley.core.port;

import dev.parley.core.model.ChangePage;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The one place through which conversations change: it locks, loads, asks the {@link Decider}, writes and commits.
 *
 * <p>Guarantees asked of every implementation: a batch is one transaction; when {@code commit} returns, what was done is
 * durable (G1); nobody reads it before; whoever becomes a member gets a higher revision of the account with it; the numbers of a conversation's changes are 1, 2, 3 … for every reader (G5).
 *
 * <p>Thread-safe: may be called by several threads at once.
 */
public interface Journal {

    /** How many ids {@link #nextIds()} hands out at a time. */
    int ID_BLOCK = 100;

    /**
     * Decides and writes a batch in one transaction: locks the conversations in the order of their ids, loads what {@link
     * Decider#needs} names, writes what {@link Decider#decide} answers. Where a conversation to be opened turns out to have
     * been opened by somebody else in between, all is loaded and decided again.
     *
     * @param lock what to do about a conversation that somebody else holds
     * @return an outcome for each command, in order
     * @throws JournalException when the batch was not committed, or it is not known whether it was
     */
    List<Outcome> commit(List<Command> commands, Decider decider, Lock lock);

    /** {@link #commit(List, Decider, Lock)}, waiting a moment for conversations that somebody else holds. */
    default List<Outcome> commit(List<Command> commands, Decider decider) {
        return commit(commands, decider, Lock.AWAIT);
    }

    /** Where each of these conversations stands: its last seq; nothing for those that do not exist. */
    Map<ConversationId, Long> tops(Collection<ConversationId> conversations);

    /** Consecutive changes of a conversation after a position, for the core itself: nobody's permission is asked. */
    ChangePage log(ConversationId conversation, long after, int limit);

    /** The first of {@link #ID_BLOCK} consecutive ids that nobody else ever gets. Ids order nothing. */
    long nextIds();

    /** What to do about a conversation that somebody else holds locked. */
    enum Lock {
        /** Wait for it, a second at the most. */
        AWAIT,
        /** Give up at once. */
        TRY
    }

    /** How many commits can usefully run side by side; 1 where writers exclude each other anyway. */
    int lanes();
}
