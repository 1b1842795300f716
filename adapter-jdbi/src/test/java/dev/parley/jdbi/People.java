package dev.parley.jdbi;

import dev.parley.core.internal.Rules;
import dev.parley.core.markup.Markup;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Change;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.port.Decider;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** People who write, by the core's own rules. */
final class People {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private final Stores stores;
    private final AtomicLong ids = new AtomicLong();

    People(Stores stores) {
        this.stores = stores;
        ids.set(stores.journal().nextIds() + 1_000_000L * Journal.ID_BLOCK);
    }

    long id() {
        return ids.incrementAndGet();
    }

    Instant now() {
        return BEGIN.plusMillis(ids.get() % 1_000_000);
    }

    Account person(String name) {
        Account account = new Account(
                new AccountId(id()),
                AccountKind.PERSON,
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                name,
                false,
                now(),
                Optional.empty());
        stores.accounts().insert(account, "");
        return account;
    }

    Command.Post posting(Account sender, ConversationRef where, String text) {
        long id = id();
        return new Command.Post(id, sender.id(), where, now(), Markup.words(text), Optional.empty(), "c" + id, text);
    }

    Change post(Account sender, Account receiver, String text) {
        Command post = posting(sender, Pair.of(sender.id(), receiver.id()), text);
        return ((Outcome.Done) commit(List.of(post)).get(0)).change();
    }

    List<Outcome> commit(List<? extends Command> commands) {
        return commit(commands, new Rules());
    }

    List<Outcome> commit(List<? extends Command> commands, Decider decider) {
        return stores.journal().commit(List.copyOf(commands), decider);
    }
}
