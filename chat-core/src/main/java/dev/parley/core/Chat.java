package dev.parley.core;

import dev.parley.core.event.Ending;
import dev.parley.core.internal.Absence;
import dev.parley.core.internal.CommitLanes;
import dev.parley.core.internal.Company;
import dev.parley.core.internal.Comparison;
import dev.parley.core.internal.Concerns;
import dev.parley.core.internal.DaemonThreads;
import dev.parley.core.internal.Epoch;
import dev.parley.core.internal.Fingerprints;
import dev.parley.core.internal.HostPolicy;
import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Ids;
import dev.parley.core.internal.Neighbours;
import dev.parley.core.internal.Onlookers;
import dev.parley.core.internal.Passwords;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Change;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Position;
import dev.parley.core.port.EventBus;
import dev.parley.core.port.PasswordHasher;
import dev.parley.core.port.Policy;
import dev.parley.core.port.Stores;
import dev.parley.core.port.Subscriber;
import dev.parley.core.port.Threads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A whole chat: the entry point. Its parts are named by what they are about.
 *
 * <pre>{@code
 * try (Chat chat = Chat.inMemory()) {
 *     Account alice = chat.accounts().register(Registration.of("alice", "three small words"), "local");
 *     Account bob = chat.accounts().register(Registration.of("bob", "four smaller words"), "local");
 *     Pair both = Pair.of(alice.id(), bob.id());
 *     chat.messages().post(Actor.user(alice.id()), both, Draft.text("Hello, Bob"));
 * }
 * }</pre>
 *
 * <p>One {@code Chat} is one tenant. There is no static state: several live side by side in one JVM. After {@link #close()} no
 * thread of it is left. It is long because everything is put together here, by its builder.
 *
 * <p>Thread-safe.
 */
public final class Chat implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Chat.class.getName());
    /** From the end of one sweep to the next: what was lost is there within five seconds, the sweep itself included (G7). */
    private static final Duration COMPARE = Duration.ofSeconds(3);

    private static final Duration EXPIRE = Duration.ofMillis(500);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration TIDY = Duration.ofMinutes(1);
    private static final int READERS = 2;

    private final Onlookers onlookers = new Onlookers();
    private final Engine engine;
    private final Threads threads;
    private final Executor readers;
    private final Epoch epoch;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Tokens tokens;
    private final Conversations conversations;
    private final Messages messages;
    private final Search search;
    private final ReadMarkers readMarkers;
    private final Settings settings;
    private final HostKeys hostKeys;
    private final Presence presence;
    private final Reports reports;
    private final Invitations invitations;
    private final Administration administration;

    private Chat(Builder builder, Stores stores) {
        String fingerprintKey = stores.maintenance().settle("fingerprint_key", Fingerprints.newKey());
        this.epoch = new Epoch(stores.epochs());
        this.threads = builder.threads.get();
        this.readers = threads.executor("parley-reader", READERS);
        this.engine = engine(builder, stores, new Fingerprints(fingerprintKey));
        this.accounts = new Accounts(engine, builder.registrationOpen);
        this.sessions = new Sessions(engine);
        this.tokens = new Tokens(engine);
        this.conversations = new Conversations(engine, sessions);
        this.messages = new Messages(engine);
        this.search = new Search(engine);
        this.readMarkers = new ReadMarkers(engine);
        this.settings = new Settings(engine);
        this.hostKeys = new HostKeys(engine, conversations);
        this.presence = new Presence(engine);
        this.reports = new Reports(engine);
        this.invitations = new Invitations(engine);
        this.administration = new Administration(engine, accounts, reports);
        begin();
    }

    private Engine engine(Builder builder, Stores stores, Fingerprints fingerprints) {
        Ids ids = new Ids(stores.journal());
        Hub hub = new Hub(stores.journal(), stores.accounts()::revisions, readers);
        Company company = new Company(newWord(), hub, stores, threads.executor("parley-presence", 1), builder.nanos);
        Comparison comparison = new Comparison(hub, concerns(hub, stores), epoch);
        Neighbours neighbours =
                new Neighbours(builder.bus(stores), comparison, company, threads.executor("parley-bell", 1));
        return new Engine(
                stores,
                ids,
                new CommitLanes(stores.journal(), ids, threads, builder.nanos, spread(hub, neighbours)),
                hub,
                neighbours,
                company,
                new Passwords(builder.passwords, new Pbkdf2Hasher(), builder.limits.passwordMin()),
                fingerprints,
                new HostPolicy(builder.policy),
                builder.limits,
                new RateLimiter(builder.limits.rate(Limited.COMMANDS), builder.nanos),
                builder.clock,
                builder.nanos);
    }

    private Concerns concerns(Hub hub, Stores stores) {
        return new Concerns(hub, stores, caller -> sessions().holds(caller), threads.executor("parley-concerns", 1));
    }

    /** What was committed is told to the other processes, which is only begun here, to those who listen, and to the host. */
    private Consumer<List<Outcome>> spread(Hub hub, Neighbours neighbours) {
        return outcomes -> {
            neighbours.committed(outcomes);
            hub.publish(outcomes);
            onlookers.committed(outcomes);
        };
    }

    private void begin() {
        every(TICK, Runnable::run, this::tick);
        every(EXPIRE, Runnable::run, () -> engine.hub().expire(engine.clock().instant()));
        Absence absence = new Absence(this::check, () -> engine.hub().endAll(Ending.STORE_AWAY), engine.nanos());
        every(COMPARE, threads.executor("parley-sweep", 1), () -> {
            absence.look();
            engine.neighbours().sweep();
        });
        every(TIDY, readers, sessions::forgetExpired);
        readers.execute(() -> engine.passwords().prepare());
    }

    /** A chat that forgets everything when it is closed: for tests and demonstrations. */
    public static Chat inMemory() {
        return builder().stores(new MemoryStores()).build();
    }

    /** A chat to be put together. */
    public static Builder builder() {
        return new Builder();
    }

    public Accounts accounts() {
        return accounts;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Conversations conversations() {
        return conversations;
    }

    public Messages messages() {
        return messages;
    }

    public Search search() {
        return search;
    }

    public ReadMarkers readMarkers() {
        return readMarkers;
    }

    public Settings settings() {
        return settings;
    }

    public HostKeys hostKeys() {
        return hostKeys;
    }

    public Presence presence() {
        return presence;
    }

    public Invitations invitations() {
        return invitations;
    }

    public Reports reports() {
        return reports;
    }

    public Administration administration() {
        return administration;
    }

    /**
     * Tells a subscriber everything that happens to the caller from now on: each change of each of the caller's conversations,
     * also of those that come later, once and in order (G5, G6). It ends when the caller's session or token does (G10), or when
     * it is closed. Blocks until the store has answered.
     */
    public Subscription subscribe(Caller caller, Subscriber subscriber) {
        return conversations.subscribe(caller, subscriber);
    }

    /**
     * The same for a host, which vouches for the account: without a session, until the account is disabled or it is closed. The
     * host says how far the account was told already, and is told first what has come since then, without a hole (G6).
     *
     * <p>The first call, {@link Subscriber#started}, names all conversations of the account and from where on each is told. A
     * conversation that is not named is not the account's (any more). One that begins elsewhere than at the given position has
     * less history than the host knows of: the host has to load it afresh. Positions belong to an {@link #epoch}; with another
     * one they mean nothing, and none should be given.
     *
     * @param known up to which change the account was told; conversations that are not in it are told from now on
     */
    public Subscription subscribe(AccountId account, List<Position> known, Subscriber subscriber) {
        return conversations.subscribe(Caller.trusted(account), known, subscriber);
    }

    /**
     * Tells the host of every change that is committed through this chat, in whatever conversation: after the commit and once,
     * while whoever has made it gets the answer. A conversation's changes come in the order of their numbers, but where some
     * people address it by its id and others by its pair at the same moment; the number says then what comes first.
     *
     * <p>What other processes commit is not told, nor what was being committed when this process came to a sudden end. Whoever
     * needs every change of an account, whoever made it, follows the account by {@link #subscribe(AccountId, List, Subscriber)}.
     *
     * <p>Thread rule: the listener is called by the threads that tell everybody what was stored, several at once where the store
     * has several lanes; it has to be thread-safe and to return at once: everybody else waits behind it. A listener that throws
     * is written to the log, and told the next change all the same.
     */
    public Subscription onChange(Consumer<Change> listener) {
        return new Subscription(onlookers.add(listener));
    }

    /** What this chat allows. */
    public Limits limits() {
        return engine.limits();
    }

    /** A random word made with the store and renewed only where history may have been lost. */
    public String epoch() {
        return epoch.word();
    }

    /** Returns when the store answers; otherwise throws {@code UNAVAILABLE} within two seconds. */
    public void check() {
        engine.stores().maintenance().check();
    }

    private void tick() {
        engine.lanes().expire();
        engine.company().tick();
    }

    /** The period is what lies between the end of one and the next, so that they never pile up. */
    private void every(Duration period, Executor executor, Runnable work) {
        threads.schedule(
                period,
                () -> executor.execute(() -> {
                    try {
                        attempt(work);
                    } finally {
                        every(period, executor, work);
                    }
                }));
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Something that is done regularly failed and will be tried again", e);
        }
    }

    /**
     * Finishes what was accepted, then lets go of the store and of all threads. Calling it again does nothing.
     *
     * <p>Thread rule: not to be called by a subscriber or listener, for whose return it waits.
     */
    @Override
    public void close() {
        engine.lanes().close();
        engine.hub().endAll(Ending.CLOSED);
        engine.neighbours().close();
        threads.close();
        engine.stores().close();
    }

    private static String newWord() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    /**
     * Puts a chat together.
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {

        private @Nullable Stores stores;
        private PasswordHasher passwords = new Pbkdf2Hasher();
        private Limits limits = Limits.defaults();
        private InstantSource clock = InstantSource.system();
        private LongSupplier nanos = System::nanoTime;
        private Supplier<Threads> threads = DaemonThreads::new;
        private Optional<EventBus> bus = Optional.empty();
        private Policy policy = HostPolicy.EVERYBODY;
        private boolean registrationOpen = true;

        private Builder() {}

        /** Where everything is kept. The chat closes it, also one that cannot be built. */
        public Builder stores(Stores newStores) {
            this.stores = newStores;
            return this;
        }

        /** How new passwords are hashed; PBKDF2 of the JDK unless said otherwise. Hashes of PBKDF2 can always be checked. */
        public Builder passwords(PasswordHasher hasher) {
            this.passwords = hasher;
            return this;
        }

        /** What is allowed, and how often. */
        public Builder limits(Limits newLimits) {
            this.limits = newLimits;
            return this;
        }

        /** The clock for the times that people see; order never comes from it (G12). */
        public Builder clock(InstantSource newClock) {
            this.clock = newClock;
            return this;
        }

        /** The monotonic clock, for limits and deadlines. */
        public Builder nanos(LongSupplier monotonic) {
            this.nanos = monotonic;
            return this;
        }

        /** What the chat runs on, instead of threads of its own; the chat closes it. */
        public Builder threads(Threads others) {
            this.threads = () -> others;
            return this;
        }

        /** How the processes that share the stores reach each other; the stores' own way unless said otherwise. */
        public Builder bus(EventBus other) {
            this.bus = Optional.of(other);
            return this;
        }

        private EventBus bus(Stores kept) {
            return bus.orElseGet(kept::bus);
        }

        /** Who may find whom, and bring whom together with whom; everybody unless said otherwise. */
        public Builder policy(Policy hosts) {
            this.policy = hosts;
            return this;
        }

        /** Whether anybody may register; open unless said otherwise. */
        public Builder registration(boolean open) {
            this.registrationOpen = open;
            return this;
        }

        /** @throws NullPointerException without stores: a chat in memory is asked for by {@link Chat#inMemory()} */
        public Chat build() {
            Stores kept = Objects.requireNonNull(stores, "Say where messages are kept: stores(…), or Chat.inMemory()");
            try {
                return new Chat(this, kept);
            } catch (RuntimeException failed) {
                kept.close();
                throw failed;
            }
        }
    }
}
