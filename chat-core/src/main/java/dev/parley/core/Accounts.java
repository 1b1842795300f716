package dev.parley.core;

import dev.parley.core.internal.HostPolicy;
import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Ids;
import dev.parley.core.internal.Neighbours;
import dev.parley.core.internal.Passwords;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Block;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.DisplayName;
import dev.parley.core.model.EmailAddress;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Page;
import dev.parley.core.model.Person;
import dev.parley.core.model.Profile;
import dev.parley.core.model.Registration;
import dev.parley.core.model.SearchText;
import dev.parley.core.model.Username;
import dev.parley.core.port.AccountStore;
import dev.parley.core.port.BlockStore;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Who there is: registering, finding people, one's own profile, and whom one wants to hear nothing of.
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class Accounts {

    private final AccountStore store;
    private final BlockStore blocks;
    private final Hub hub;
    private final Neighbours neighbours;
    private final Ids ids;
    private final Passwords passwords;
    private final HostPolicy policy;
    private final RateLimiter registrations;
    private final RateLimiter commands;
    private final InstantSource clock;
    private final boolean open;

    Accounts(Engine engine, boolean open) {
        this.store = engine.stores().accounts();
        this.blocks = engine.stores().blocks();
        this.hub = engine.hub();
        this.neighbours = engine.neighbours();
        this.ids = engine.ids();
        this.passwords = engine.passwords();
        this.policy = engine.policy();
        this.registrations = engine.limiter(Limited.REGISTRATIONS);
        this.commands = engine.commands();
        this.clock = engine.clock();
        this.open = open;
    }

    /** Whether anybody may register. */
    public boolean registrationOpen() {
        return open;
    }

    /**
     * Registers somebody.
     *
     * @param address where the request comes from, for the limit
     * @throws ChatException {@code REGISTRATION_CLOSED}, {@code INVALID}, {@code USERNAME_TAKEN}, {@code EMAIL_TAKEN}, {@code
     *     RATE_LIMITED}
     */
    public Account register(Registration registration, String address) {
        if (!open) {
            throw ChatException.of(ErrorCode.REGISTRATION_CLOSED);
        }
        if (registration.username().reserved()) {
            throw ChatException.invalid("username", "reserved", "This username is kept back. Choose another.");
        }
        registrations.take(address);
        try {
            return create(registration, Optional.empty(), false);
        } catch (ChatException refused) {
            if (refused.code() == ErrorCode.UNAVAILABLE) {
                registrations.giveBack(address);
            }
            throw refused;
        }
    }

    Account create(Registration registration, Optional<String> externalId, boolean admin) {
        String username = registration.username().value();
        Optional<String> email = registration.email().map(EmailAddress::value);
        Stream<String> localPart = email.stream().map(address -> address.substring(0, address.indexOf('@')));
        List<String> names = Stream.concat(Stream.of(username), localPart).toList();
        String hash = passwords.accept(registration.password(), names);
        Account account = new Account(
                new AccountId(ids.next()),
                AccountKind.PERSON,
                externalId,
                Optional.of(username),
                email,
                registration.displayName().map(DisplayName::value).orElse(username),
                admin,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty());
        store.insert(account, hash);
        return account;
    }

    /** The actor's own account. */
    public Account account(Actor actor) {
        return store.byId(actor.account()).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /**
     * All that somebody shows of himself to the actor.
     *
     * @throws ChatException {@code NOT_FOUND}
     */
    public Profile profile(Actor actor, AccountId id) {
        policy.refuseUnlessSeen(actor.account(), id);
        return store.byId(id).map(Account::profile).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /** What everybody may see of somebody wherever he is named. */
    public Person person(AccountId id) {
        return store.byId(id).map(Account::person).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /** The same by username, without regard to case. */
    public Person person(String username) {
        Optional<Account> found =
                Username.possible(username) ? store.byUsername(Username.fold(username)) : Optional.empty();
        return found.map(Account::person).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /**
     * People whose username or display name contains the query; all of them for an empty one. By username. A page is shorter, perhaps
     * empty, where the host's policy hides somebody; there is more while it says what is next.
     */
    public Page<Person> directory(Actor actor, String query, Optional<String> cursor, int limit) {
        String folded = query.isBlank() ? "" : SearchText.words(query);
        return seen(actor, people(store.directory(folded, cursor, limit)));
    }

    /** Those of a page whom the actor finds. */
    private Page<Person> seen(Actor actor, Page<Person> page) {
        return new Page<>(
                page.items().stream()
                        .filter(person -> policy.sees(actor.account(), person.id()))
                        .toList(),
                page.next());
    }

    private static Page<Person> people(Page<Account> page) {
        return new Page<>(page.items().stream().map(Account::person).toList(), page.next());
    }

    /**
     * Keeps somebody from writing to the actor and the actor from writing to him: once it returns, neither posts or edits anything
     * in their direct conversation ({@code CANNOT_MESSAGE}), nor sees there whether the other is about. What was said stays, and
     * groups stay as they are. Doing it twice is the same as once.
     *
     * @throws ChatException {@code NOT_FOUND}, also for whom the actor does not find; {@code INVALID} for oneself
     */
    public void block(Actor actor, AccountId other) {
        policy.refuseUnlessSeen(actor.account(), other);
        Block block = block(actor, person(other));
        commands.take(actor.account());
        blocks.add(block, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Block block(Actor actor, Person other) {
        if (other.id().equals(actor.account())) {
            throw ChatException.invalid("user", "oneself", "Name somebody else: nobody blocks himself.");
        }
        return new Block(actor.account(), other.id());
    }

    /** Takes a {@link #block} back; nothing happens where there is none. */
    public void unblock(Actor actor, AccountId other) {
        Block block = block(actor, person(other));
        commands.take(actor.account());
        blocks.remove(block);
    }

    /** Whether the actor has blocked somebody. */
    public boolean hasBlocked(Actor actor, AccountId other) {
        return !other.equals(actor.account()) && blocks.has(new Block(actor.account(), other));
    }

    /** Whom the actor has blocked, by id. */
    public Page<Person> blocked(Actor actor, Optional<String> cursor, int limit) {
        return seen(actor, people(blocks.of(actor.account(), cursor, limit)));
    }

    /** Gives the actor another display name. */
    public Account rename(Actor actor, DisplayName name) {
        return update(actor, profile -> profile.called(name));
    }

    /**
     * Has the actor show something else of himself; whoever listens to the account is told.
     *
     * @param change of what he shows now; asked within a transaction, it may do nothing but answer
     */
    public Account update(Actor actor, UnaryOperator<Profile> change) {
        store.change(actor.account(), change);
        Account changed = account(actor);
        hub.updated(changed);
        neighbours.changed(actor.account());
        return changed;
    }
}
