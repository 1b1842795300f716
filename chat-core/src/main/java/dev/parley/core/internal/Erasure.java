package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Erased;
import dev.parley.core.model.Outcome;
import dev.parley.core.port.ErasureStore;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Takes all that an account has said out of one conversation after the other, a step at a time, each a short transaction of its own.
 * What was done before is not done again, so that an erasure that broke off goes on by beginning anew.
 *
 * <p>Thread-safe. Blocks until all is done.
 */
public final class Erasure {

    private static final int SOME = 100;

    private final ErasureStore store;
    private final BiFunction<ConversationId, LongFunction<Command>, Outcome> lanes;
    private final Supplier<Instant> clock;

    /** @param lanes has a command carried out in a conversation, and waits for it */
    public Erasure(
            ErasureStore store,
            BiFunction<ConversationId, LongFunction<Command>, Outcome> lanes,
            Supplier<Instant> clock) {
        this.store = store;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** For an account whose erasure has begun; what this call took away. */
    public Erased carryOn(AccountId account) {
        Erased all = new Erased(0, 0);
        List<ConversationId> some = store.conversations(account, 0, SOME);
        while (!some.isEmpty()) {
            all = some.stream().map(place -> empty(account, place)).reduce(all, Erased::and);
            some = store.conversations(account, some.get(some.size() - 1).value(), SOME);
        }
        store.finish(account);
        return all;
    }

    private Erased empty(AccountId account, ConversationId place) {
        long messages = 0;
        Outcome outcome = step(account, place, "");
        while (outcome instanceof Outcome.Emptied emptied) {
            messages += emptied.messages();
            outcome = step(account, place, emptied.last());
        }
        if (outcome instanceof Outcome.Refused refused) {
            throw ChatException.of(refused.code());
        }
        return new Erased(messages, outcome instanceof Outcome.Done ? 1 : 0);
    }

    private Outcome step(AccountId account, ConversationId place, String after) {
        Instant at = clock.get();
        return lanes.apply(place, id -> new Command.Erase(id, account, place, at, after));
    }
}
