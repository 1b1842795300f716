package dev.parley.core;

import dev.parley.core.internal.Bounds;
import dev.parley.core.internal.Ids;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Page;
import dev.parley.core.model.Reason;
import dev.parley.core.model.Report;
import dev.parley.core.port.AccountStore;
import dev.parley.core.port.ReportStore;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What members report to administrators, and what those make of it. Of the reports nobody else knows: for whoever is no administrator
 * there are none ({@code NOT_FOUND}).
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class Reports {

    private static final int MOST = 100;

    private final ReportStore store;
    private final AccountStore accounts;
    private final Ids ids;
    private final RateLimiter commands;
    private final InstantSource clock;

    Reports(Engine engine) {
        this.store = engine.stores().reports();
        this.accounts = engine.stores().accounts();
        this.ids = engine.ids();
        this.commands = engine.commands();
        this.clock = engine.clock();
    }

    /**
     * Reports a text in one of the actor's conversations. Of one person and one message there is one report, the first.
     *
     * @throws ChatException {@code NOT_FOUND} for whatever the actor may not know of; {@code RATE_LIMITED}
     */
    public void report(Actor actor, MessageId message, Reason reason) {
        commands.take(actor.account());
        boolean visible = store.add(new ReportStore.New(
                ids.next(),
                actor.account(),
                message,
                reason.value(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        refuseUnless(visible);
    }

    /**
     * What is not resolved, for an administrator.
     *
     * @param limit how many at most, 1 to 100
     * @throws IllegalArgumentException when the limit is another
     */
    public Page<Report> open(Actor actor, Optional<String> cursor, int limit) {
        refuseUnless(administers(actor));
        return open(cursor, limit);
    }

    /** Resolves a report, as an administrator. */
    public void resolve(Actor actor, long report) {
        refuseUnless(administers(actor));
        resolve(report);
    }

    Page<Report> open(Optional<String> cursor, int limit) {
        return store.open(cursor, Bounds.check(limit, MOST));
    }

    void resolve(long report) {
        refuseUnless(store.resolve(report, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private boolean administers(Actor actor) {
        return accounts.byId(actor.account())
                .filter(account -> !account.disabled())
                .filter(Account::admin)
                .isPresent();
    }

    private static void refuseUnless(boolean known) {
        if (!known) {
            throw ChatException.of(ErrorCode.NOT_FOUND);
        }
    }
}
