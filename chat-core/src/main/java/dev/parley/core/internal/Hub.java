package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Change;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Brings what was committed to those who listen. It knows the listeners by account and by conversation; each conversation with
 * listeners is a {@link Topic}, which keeps its changes in order.
 *
 * <p>Thread-safe. Nothing here blocks: gaps are read from the journal by the executor.
 */
public final class Hub {

    private static final int COMPARED_AT_ONCE = 1_000;

    private final Journal journal;
    private final Executor readers;
    private final Map<ConversationId, Topic> topics = new ConcurrentHashMap<>();
    private final Map<AccountId, Set<Listener>> accounts = new ConcurrentHashMap<>();

    public Hub(Journal journal, Executor readers) {
        this.journal = journal;
        this.readers = readers;
    }

    /** What one committed batch brought, in its order. Called after the commit by the lane that did it. */
    public void publish(List<Outcome> outcomes) {
        if (accounts.isEmpty()) {
            return;
        }
        Map<ConversationId, List<Change>> changes = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            opened(outcome).ifPresent(this::announce);
            if (outcome instanceof Outcome.Done done) {
                changes.computeIfAbsent(done.change().conversation(), c -> new ArrayList<>())
                        .add(done.change());
            }
        }
        changes.forEach(this::publish);
    }

    private static Optional<Conversation> opened(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return done.opened();
        }
        return outcome instanceof Outcome.Opened opened && opened.created()
                ? Optional.of(opened.conversation())
                : Optional.empty();
    }

    /** Of a conversation that has just been opened, everything is handed out. */
    private void announce(Conversation conversation) {
        ChatEvent added = new ChatEvent.ConversationAdded(conversation, 0);
        conversation.pair().ifPresent(pair -> {
            Stream.of(pair.low(), pair.high())
                    .distinct()
                    .forEach(account ->
                            listeners(account).forEach(listener -> listener.added(conversation.id(), pair, added)));
        });
        Optional.ofNullable(topics.get(conversation.id())).ifPresent(topic -> topic.begin(0));
    }

    private void publish(ConversationId conversation, List<Change> changes) {
        Topic topic = topics.get(conversation);
        if (topic != null) {
            Envelope.cut(changes).forEach(topic::publish);
        }
    }

    /**
     * Follows the direct conversation of a pair, from the moment it is opened if there is none yet.
     *
     * @param conversation looks for the one there is; asked after the listener is in place, so that none slips through
     */
    public Listener follow(
            Caller caller, Pair pair, Supplier<Optional<ConversationId>> conversation, Subscriber subscriber) {
        Listener listener = new Listener(this, caller, pair, subscriber);
        accounts.compute(caller.account(), (account, set) -> {
            Set<Listener> all = set == null ? ConcurrentHashMap.newKeySet() : set;
            all.add(listener);
            return all;
        });
        try {
            conversation.get().ifPresent(id -> {
                listener.attach(id);
                begin(id);
            });
            return listener;
        } catch (RuntimeException away) {
            listener.close();
            throw away;
        }
    }

    /** What is committed from now on is handed out; what was committed before is not. */
    private void begin(ConversationId conversation) {
        Topic topic = topics.get(conversation);
        if (topic != null && !topic.begun()) {
            topic.begin(journal.tops(List.of(conversation)).getOrDefault(conversation, 0L));
        }
    }

    /**
     * Compares what was handed out with the journal, and reads what is missing: whatever was lost on the way, a notice or a
     * read, comes within one round (G7). Called every few seconds; blocks until the journal has answered.
     */
    public void compare() {
        List<Topic> all = List.copyOf(topics.values());
        for (int from = 0; from < all.size(); from += COMPARED_AT_ONCE) {
            compare(all.subList(from, Math.min(from + COMPARED_AT_ONCE, all.size())));
        }
    }

    private void compare(List<Topic> some) {
        Map<ConversationId, Long> tops =
                journal.tops(some.stream().map(Topic::conversation).toList());
        some.forEach(topic -> topic.compare(tops.getOrDefault(topic.conversation(), 0L)));
    }

    void attach(ConversationId conversation, Listener listener) {
        topics.compute(conversation, (id, topic) -> {
            Topic attached = topic == null ? new Topic(id, journal, readers) : topic;
            attached.add(listener);
            return attached;
        });
    }

    void detach(ConversationId conversation, Listener listener) {
        topics.computeIfPresent(conversation, (id, topic) -> topic.remove(listener) ? null : topic);
    }

    void forget(Listener listener) {
        accounts.computeIfPresent(listener.caller().account(), (account, set) -> {
            set.remove(listener);
            return set.isEmpty() ? null : set;
        });
    }

    /** Ends all that was listened to by the right of this session or token (G10). */
    public void end(AccountId account, Collection<String> sessionKeys) {
        listeners(account).stream()
                .filter(listener -> sessionKeys.contains(listener.caller().sessionKey()))
                .forEach(Listener::end);
    }

    /** The same for sessions of whomever. */
    public void end(Collection<String> sessionKeys) {
        Set<String> keys = Set.copyOf(sessionKeys);
        end(listener -> keys.contains(listener.caller().sessionKey()));
    }

    /** Ends what is listened to by other sessions of the caller's account, whether they are still known or not; not by tokens. */
    public void endOthers(Caller caller) {
        listeners(caller.account()).stream()
                .filter(listener -> !listener.caller().token())
                .filter(listener -> !listener.caller().sessionKey().equals(caller.sessionKey()))
                .forEach(Listener::end);
    }

    /** Ends what was listened to by sessions that have expired. */
    public void expire(Instant now) {
        end(listener -> !listener.caller().expiresAt().isAfter(now));
    }

    private void end(Predicate<Listener> over) {
        accounts.values().stream().flatMap(Set::stream).filter(over).forEach(Listener::end);
    }

    private List<Listener> listeners(AccountId account) {
        return List.copyOf(accounts.getOrDefault(account, Set.of()));
    }
}
