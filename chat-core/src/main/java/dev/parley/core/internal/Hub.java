package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Change;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Position;
import dev.parley.core.port.Bell;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Subscriber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Brings what was committed to those who listen. It knows the listeners by account and by conversation; each conversation with
 * listeners is a {@link Topic}, which keeps its changes in order. Long because whatever reaches or ends a listener goes through here.
 *
 * <p>Thread-safe. Gaps are read from the journal by the executor; only {@link #compare()} waits for the journal itself, and whoever
 * publishes waits until all was handed out.
 */
public final class Hub {

    private static final System.Logger LOG = System.getLogger(Hub.class.getName());
    private static final int COMPARED_AT_ONCE = 1_000;
    private static final int READ_AT_ONCE = 300;

    private final Journal journal;
    private final Function<List<AccountId>, Map<AccountId, Long>> revisions;
    private final Executor readers;
    private final Map<ConversationId, Topic> topics = new ConcurrentHashMap<>();
    private final Map<AccountId, Audience> accounts = new ConcurrentHashMap<>();
    private final AtomicLong comings = new AtomicLong();

    /** @param revisions reads the revisions of accounts */
    public Hub(Journal journal, Function<List<AccountId>, Map<AccountId, Long>> revisions, Executor readers) {
        this.journal = journal;
        this.revisions = revisions;
        this.readers = readers;
    }

    /** What commits of one lane brought, in its order. Called after them, by one thread of the lane. */
    public void publish(List<Outcome> outcomes) {
        if (accounts.isEmpty()) {
            return;
        }
        Map<ConversationId, List<Change>> changes = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            outcome.opened().ifPresent(conversation -> announce(conversation, outcome.came()));
            if (outcome instanceof Outcome.Done done) {
                changes.computeIfAbsent(done.change().conversation(), c -> new ArrayList<>())
                        .add(done.change());
            }
        }
        changes.forEach(this::publish);
        changes.values()
                .forEach(some ->
                        some.stream().filter(change -> !change.came().isEmpty()).forEach(this::announce));
    }

    /**
     * Of a conversation that has just been opened, everything is handed out. Who addresses it by its id goes through a lane of his
     * own and may have been told of already, when nobody listened yet: that is read.
     */
    private void announce(Conversation conversation, Set<AccountId> came) {
        List<Listener> waiting = came.stream()
                .flatMap(account -> listeners(account).stream())
                .filter(listener -> listener.wants(conversation.pair()))
                .toList();
        Position beginning = new Position(conversation.id(), 0);
        waiting.forEach(listener -> listener.added(beginning));
        if (!waiting.isEmpty() && journal.lanes() > 1) {
            compareSoon(conversation.id());
        }
    }

    /** Whoever comes to a conversation that is there may have been sent away just before, and be told of that yet. */
    private void announce(Change change) {
        Position joined = new Position(change.conversation(), change.seq());
        change.came().stream()
                .flatMap(account -> listeners(account).stream())
                .forEach(listener -> listener.joins(joined));
    }

    /** Has read what was committed before somebody listened to it. */
    void compareSoon(ConversationId conversation) {
        readers.execute(() -> compareNew(conversation));
    }

    private void compareNew(ConversationId conversation) {
        try {
            compare(top(conversation));
        } catch (RuntimeException away) {
            LOG.log(System.Logger.Level.DEBUG, "A new conversation is compared with the next round", away);
        }
    }

    private void publish(ConversationId conversation, List<Change> changes) {
        Topic topic = topics.get(conversation);
        if (topic != null) {
            Envelope.cut(changes).forEach(topic::publish);
        }
    }

    /**
     * Listens to all conversations of the caller, and to those that come.
     *
     * @param positions reads where they stand; asked twice, so that nothing slips through between reading and attaching
     */
    public Listener subscribe(Caller caller, Subscriber subscriber, Supplier<List<Position>> positions) {
        return subscribe(caller, subscriber, positions, UnaryOperator.identity());
    }

    /** The same from earlier positions on. */
    public Listener subscribe(
            Caller caller,
            Subscriber subscriber,
            Supplier<List<Position>> positions,
            UnaryOperator<Position> beginning) {
        return listen(new Listener(this, caller, Optional.empty(), subscriber, positions), beginning);
    }

    /** Listens to the direct conversation of a pair alone, from the moment it is opened if there is none yet. */
    public Listener follow(
            Caller caller, Pair pair, Subscriber subscriber, Supplier<Optional<ConversationId>> conversation) {
        Supplier<List<Position>> positions =
                () -> conversation.get().map(this::top).stream().toList();
        return listen(new Listener(this, caller, Optional.of(pair), subscriber, positions), UnaryOperator.identity());
    }

    private Position top(ConversationId conversation) {
        return new Position(conversation, journal.tops(List.of(conversation)).getOrDefault(conversation, 0L));
    }

    private Listener listen(Listener listener, UnaryOperator<Position> beginning) {
        AccountId account = listener.caller().account();
        Audience audience = join(account, listener);
        try {
            audience.begin(() -> revisions.apply(List.of(account)).getOrDefault(account, 0L));
            List<Position> from = listener.positions().stream()
                    .map(beginning)
                    .filter(listener::attach)
                    .toList();
            listener.start(from);
            lookAgain(listener);
            return listener;
        } catch (RuntimeException away) {
            listener.close();
            throw away;
        }
    }

    private Audience join(AccountId account, Listener listener) {
        Audience joined = joined(account, listener);
        comings.incrementAndGet();
        return joined;
    }

    private Audience joined(AccountId account, Listener listener) {
        return accounts.compute(account, (id, known) -> {
            Audience audience = known == null ? new Audience() : known;
            audience.add(listener);
            return audience;
        });
    }

    /** Whoever was sent away from a conversation may have come back to it before he heard of that. */
    void lookAgainSoon(Listener listener) {
        readers.execute(() -> {
            try {
                lookAgain(listener);
            } catch (RuntimeException away) {
                LOG.log(System.Logger.Level.DEBUG, "Where an account is a member could not be read", away);
                listener.end(Ending.STORE_AWAY);
            }
        });
    }

    private void lookAgain(Listener listener) {
        listener.positions().forEach(now -> attached(listener, now));
    }

    /** What was committed or opened while the listener was being attached. */
    private void attached(Listener listener, Position now) {
        listener.added(now);
        compare(now);
    }

    /** Has read what is missing up to where a conversation is known to stand. */
    void compare(Position top) {
        Optional.ofNullable(topics.get(top.conversation())).ifPresent(topic -> topic.compare(top.seq()));
    }

    /**
     * Compares what was handed out with the journal, and reads what is missing: whatever was lost on the way, a notice or a
     * read, comes within one round (G7). Called every few seconds; blocks until the journal has answered.
     *
     * @return whether something that was handed out is not there any more
     */
    public boolean compare() {
        List<Topic> all = List.copyOf(topics.values());
        boolean lost = false;
        for (int from = 0; from < all.size(); from += COMPARED_AT_ONCE) {
            lost |= compareTopics(all.subList(from, Math.min(from + COMPARED_AT_ONCE, all.size())));
        }
        return lost;
    }

    /** The same for those of these conversations that somebody here listens to. */
    public boolean compare(Collection<ConversationId> conversations) {
        List<Topic> some = conversations.stream()
                .flatMap(id -> Optional.ofNullable(topics.get(id)).stream())
                .toList();
        return !some.isEmpty() && compareTopics(some);
    }

    /** What of it concerns anybody who listens here. */
    Bell heard(Bell bell) {
        return new Bell(
                bell.conversations().stream().filter(topics::containsKey).collect(Collectors.toSet()),
                bell.accounts().stream().filter(accounts::containsKey).collect(Collectors.toSet()));
    }

    /**
     * What was handed out is noted first: it only grows, and so does what is read after. A conversation that is not there any
     * more was removed with all who spoke in it: nothing comes of it, and nothing else is in doubt.
     */
    private boolean compareTopics(List<Topic> some) {
        Map<Topic, Long> handedOut = some.stream().collect(Collectors.toMap(topic -> topic, Topic::last));
        Map<ConversationId, Long> tops =
                journal.tops(some.stream().map(Topic::conversation).toList());
        some.forEach(topic ->
                Optional.ofNullable(tops.get(topic.conversation())).ifPresentOrElse(topic::compare, topic::end));
        return handedOut.entrySet().stream()
                .anyMatch(entry -> tops.getOrDefault(entry.getKey().conversation(), Long.MAX_VALUE) < entry.getValue());
    }

    void attach(Position after, Listener listener) {
        Topic topic = topics.compute(after.conversation(), (id, known) -> {
            Topic attached = known == null ? new Topic(this, after) : known;
            attached.add(listener);
            return attached;
        });
        if (topic.last() > after.seq()) {
            listener.catchUp(after.conversation());
        }
    }

    /** Has the changes behind a position read; what could not be read is given as nothing. */
    void read(ConversationId conversation, long after, Consumer<List<Envelope>> then) {
        readers.execute(() -> {
            List<Envelope> missing = List.of();
            try {
                missing = read(conversation, after);
            } finally {
                then.accept(missing); // also after an Error: who asked would wait for ever, and never ask again
            }
        });
    }

    private List<Envelope> read(ConversationId conversation, long after) {
        try {
            return Envelope.cut(journal.log(conversation, after, READ_AT_ONCE).changes());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Conversation " + conversation + " could not be read yet", e);
            return List.of();
        }
    }

    /** Up to which change all was handed out; 0 where nobody listens. */
    long last(ConversationId conversation) {
        Topic topic = topics.get(conversation);
        return topic == null ? 0 : topic.last();
    }

    void detach(ConversationId conversation, Listener listener) {
        topics.computeIfPresent(conversation, (id, topic) -> topic.remove(listener) ? null : topic);
    }

    void forget(Listener listener) {
        accounts.computeIfPresent(
                listener.caller().account(), (account, audience) -> audience.remove(listener) ? null : audience);
        comings.incrementAndGet();
    }

    /** Ends all that was listened to by the right of this session or token (G10). */
    public void end(AccountId account, Collection<String> sessionKeys) {
        listeners(account).stream()
                .filter(listener -> sessionKeys.contains(listener.caller().sessionKey()))
                .forEach(listener -> listener.end(Ending.SESSION_OVER));
    }

    /** The same for sessions of whomever. */
    public void end(Collection<String> sessionKeys) {
        Set<String> keys = Set.copyOf(sessionKeys);
        end(listener -> keys.contains(listener.caller().sessionKey()));
    }

    /** Ends what is listened to by other sessions of the caller's account, whether they are still known or not; not by tokens. */
    public void endOthers(Caller caller) {
        listeners(caller.account()).stream()
                .filter(listener ->
                        !listener.caller().token() && !listener.caller().trusted())
                .filter(listener -> !listener.caller().sessionKey().equals(caller.sessionKey()))
                .forEach(listener -> listener.end(Ending.SESSION_OVER));
    }

    /** Ends what was listened to by sessions that have expired. */
    public void expire(Instant now) {
        end(listener -> !listener.caller().expiresAt().isAfter(now));
    }

    /** Ends all that an account listens to (G10). */
    public void end(AccountId account) {
        listeners(account).forEach(listener -> listener.end(Ending.SESSION_OVER));
    }

    /** Ends everything, because nothing that was said may hold any more. */
    void startAfresh() {
        endAll(Ending.EPOCH_RENEWED);
    }

    /** Ends everything that anybody listens to. */
    public void endAll(Ending why) {
        accounts.values().stream()
                .flatMap(audience -> audience.listeners().stream())
                .forEach(listener -> listener.end(why));
    }

    /**
     * Something happened that concerns the account alone.
     *
     * @param revision the account's with it
     */
    public void happened(AccountId account, ChatEvent event, long revision) {
        audience(account).ifPresent(audience -> {
            audience.listeners().forEach(listener -> listener.happened(event));
            audience.step(revision);
        });
    }

    /** Something about the account itself is other than before. */
    public void updated(Account account) {
        audience(account.id())
                .filter(audience -> audience.news(account))
                .ifPresent(audience -> audience.listeners()
                        .forEach(listener -> listener.happened(new ChatEvent.AccountUpdated(account))));
    }

    private void end(Predicate<Listener> over) {
        accounts.values().stream()
                .flatMap(audience -> audience.listeners().stream())
                .filter(over)
                .forEach(listener -> listener.end(Ending.SESSION_OVER));
    }

    /** Tells all who listen to one of these conversations, but for these accounts. */
    void tell(Collection<ConversationId> conversations, Set<AccountId> others, ChatEvent event) {
        conversations.stream()
                .flatMap(id -> Optional.ofNullable(topics.get(id)).stream())
                .flatMap(topic -> topic.listeners().stream())
                .filter(listener -> !others.contains(listener.caller().account()))
                .distinct()
                .forEach(listener -> listener.happened(event));
    }

    /** Tells those of these accounts who listen to the conversation. */
    void tell(ConversationId conversation, Set<AccountId> accounts, ChatEvent event) {
        Optional.ofNullable(topics.get(conversation)).stream()
                .flatMap(topic -> topic.listeners().stream())
                .filter(listener -> accounts.contains(listener.caller().account()))
                .forEach(listener -> listener.happened(event));
    }

    /** Whether anybody but the account listens to that conversation here. */
    boolean heardBeside(AccountId account, ConversationId conversation) {
        return Optional.ofNullable(topics.get(conversation)).stream()
                .flatMap(topic -> topic.listeners().stream())
                .anyMatch(listener -> !listener.caller().account().equals(account));
    }

    /** Whether the account itself listens to that conversation here. */
    public boolean hears(AccountId account, ConversationId conversation) {
        return listeners(account).stream().anyMatch(listener -> listener.hears(conversation));
    }

    /** How often somebody has come or gone: while it stays, so does {@link #accounts}. */
    long comings() {
        return comings.get();
    }

    /** To whom somebody listens here. */
    List<AccountId> accounts() {
        return List.copyOf(accounts.keySet());
    }

    Optional<Audience> audience(AccountId account) {
        return Optional.ofNullable(accounts.get(account));
    }

    private Collection<Listener> listeners(AccountId account) {
        return audience(account).map(Audience::listeners).orElse(List.of());
    }
}
