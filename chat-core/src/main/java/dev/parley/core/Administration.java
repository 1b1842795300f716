package dev.parley.core;

import dev.parley.core.internal.CommitLanes;
import dev.parley.core.internal.Erasure;
import dev.parley.core.internal.Futures;
import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Neighbours;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Erased;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Page;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Registration;
import dev.parley.core.model.Report;
import dev.parley.core.port.ErasureStore;
import dev.parley.core.port.Maintenance;
import dev.parley.core.port.Oversight;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * For those who run Parley: the command line and the host. Nobody's permission is asked here, so it is never reachable from
 * outside.
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class Administration {

    private final Accounts accounts;
    private final Reports reports;
    private final Maintenance maintenance;
    private final Oversight oversight;
    private final CommitLanes lanes;
    private final ErasureStore erasures;
    private final Erasure erasure;
    private final Hub hub;
    private final Neighbours neighbours;
    private final InstantSource clock;

    Administration(Engine engine, Accounts accounts, Reports reports) {
        this.accounts = accounts;
        this.reports = reports;
        this.maintenance = engine.stores().maintenance();
        this.oversight = engine.stores().oversight();
        this.lanes = engine.lanes();
        this.erasures = engine.stores().erasures();
        this.erasure = new Erasure(
                erasures,
                (place, command) -> Futures.await(engine.lanes().submit(place, command)),
                () -> engine.clock().instant().truncatedTo(ChronoUnit.MILLIS));
        this.hub = engine.hub();
        this.neighbours = engine.neighbours();
        this.clock = engine.clock();
    }

    /**
     * Makes an account, also while registration is closed and with a reserved name.
     *
     * @throws dev.parley.core.model.ChatException {@code INVALID}, {@code USERNAME_TAKEN}, {@code EMAIL_TAKEN}
     */
    public Account createUser(Registration registration, boolean admin) {
        return accounts.create(registration, Optional.empty(), admin);
    }

    /** Makes an account with an external id, by the beginning of which {@link #purge} finds it again. */
    public Account createMarked(Registration registration, String externalId) {
        return accounts.create(registration, Optional.of(externalId), false);
    }

    /** Every account, by id. */
    public Page<Account> users(Optional<String> cursor, int limit) {
        return maintenance.accounts(cursor, limit);
    }

    /**
     * Keeps an account from logging in and acting, and ends its sessions and whatever it listens to (G10); its tokens are of no
     * use until it is enabled again.
     *
     * @throws dev.parley.core.model.ChatException {@code NOT_FOUND}
     */
    public void disable(AccountId account) {
        change(account, maintenance.disable(account, now()));
        hub.end(account);
    }

    /**
     * Lets a disabled account in again.
     *
     * @throws dev.parley.core.model.ChatException {@code NOT_FOUND}
     */
    public void enable(AccountId account) {
        change(account, maintenance.enable(account));
    }

    /**
     * Erases an account for good: it is disabled, is called "deleted user", and nothing that it ever said is left, nowhere and for
     * nobody. Every conversation that it belongs to, or did, notes it once; from groups and channels it goes, and where
     * nobody else owns one, whoever has been there longest does, moderators before members. Its username is free afterwards: to
     * keep it back, it would have to be kept.
     *
     * <p>It takes one short transaction after the other. Where that breaks off, the account is disabled and nameless already, still
     * found by its username, and erasing it again does the rest.
     *
     * @return what this call took away
     * @throws dev.parley.core.model.ChatException {@code NOT_FOUND}; {@code UNAVAILABLE} and {@code OUTCOME_UNKNOWN} where it broke off
     */
    public Erased erase(AccountId account) {
        change(account, erasures.begin(account, now()));
        hub.end(account);
        return erasure.carryOn(account);
    }

    /** What members have reported and is not resolved, in the order in which it came. */
    public Page<Report> reports(Optional<String> cursor, int limit) {
        return reports.open(cursor, limit);
    }

    /**
     * Resolves a report; doing it twice is the same as once.
     *
     * @throws dev.parley.core.model.ChatException {@code NOT_FOUND}
     */
    public void resolve(long report) {
        reports.resolve(report);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void change(AccountId account, boolean found) {
        if (!found) {
            throw ChatException.of(ErrorCode.NOT_FOUND);
        }
        neighbours.changed(account);
    }

    /** Every conversation, by id. */
    public Page<Oversight.Entry> conversations(Optional<String> cursor, int limit) {
        return oversight.conversations(cursor, limit);
    }

    /**
     * One conversation.
     *
     * @throws dev.parley.core.model.ChatException {@code NOT_FOUND}
     */
    public Oversight.Entry conversation(ConversationId conversation) {
        return oversight.conversation(conversation).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /** Who belongs to a conversation, by id. */
    public Page<Participant> members(ConversationId conversation, Optional<String> cursor, int limit) {
        return oversight.participants(conversation, cursor, limit);
    }

    /** A conversation's messages that follow a seq, oldest first, notes and tombstones included. */
    public List<Message> messages(ConversationId conversation, long after, int limit) {
        return oversight.messages(conversation, after, limit);
    }

    /**
     * Takes a message away for good, whoever wrote it (G11); everybody who listens hears of it, and the tombstone says who did
     * it.
     *
     * @param administrator an account that is one
     * @throws dev.parley.core.model.ChatException {@code NOT_FOUND}, {@code FORBIDDEN} for one who is no administrator, {@code
     *     NOT_AUTHOR} for what the conversation has noted about itself
     */
    public void delete(AccountId administrator, MessageId message) {
        ConversationId place = oversight.placeOf(message).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Outcome outcome =
                Futures.await(lanes.submit(place, id -> new Command.TakeDown(id, administrator, place, at, message)));
        if (outcome instanceof Outcome.Refused refused) {
            throw ChatException.of(refused.code());
        }
    }

    /**
     * Renews the epoch, for a store that was restored by hand: every client starts afresh, those of other processes at
     * once with the bell, and else within seconds.
     */
    public void renewEpoch() {
        neighbours.startAfresh();
    }

    /** How many accounts there are whose external id does not begin with {@code prefix}. */
    public long othersThan(String prefix) {
        return maintenance.othersThan(prefix);
    }

    /**
     * Removes accounts by the beginning of their external id, with what only they said to each other.
     *
     * @throws IllegalArgumentException for an empty prefix
     */
    public Maintenance.Purged purge(String prefix) {
        if (prefix.isBlank()) {
            throw new IllegalArgumentException("A purge needs a prefix");
        }
        return maintenance.purge(prefix);
    }
}
