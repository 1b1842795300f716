package dev.parley.core;

import dev.parley.core.internal.Bounds;
import dev.parley.core.internal.CommitLanes;
import dev.parley.core.internal.Futures;
import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Listener;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.Direct;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Position;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.Subscriber;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Opening, listing and following conversations.
 *
 * <p>What the actor may not know of is {@code NOT_FOUND}, as if it did not exist (G9).
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class Conversations {

    private static final int MOST = 100;

    private final CommitLanes lanes;
    private final ConversationReader reader;
    private final Hub hub;
    private final InstantSource clock;
    private final RateLimiter commands;
    private final Sessions sessions;

    Conversations(Engine engine, Sessions sessions) {
        this.sessions = sessions;
        this.lanes = engine.lanes();
        this.reader = engine.stores().conversations();
        this.hub = engine.hub();
        this.clock = engine.clock();
        this.commands = engine.commands();
    }

    /** The direct conversation with somebody, or with oneself for notes; there is exactly one, also under concurrent calls. */
    public Direct openDirect(Actor actor, AccountId other) {
        Pair pair = Pair.of(actor.account(), other);
        Optional<ConversationId> existing = reader.direct(pair);
        return existing.isPresent() ? new Direct(existing.get(), false) : open(actor, pair);
    }

    private Direct open(Actor actor, Pair pair) {
        commands.take(actor.account());
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Outcome outcome =
                Futures.await(lanes.submit(pair, id -> new Command.OpenDirect(id, actor.account(), pair, at)));
        if (outcome instanceof Outcome.Opened opened) {
            return new Direct(opened.conversation().id(), opened.created());
        } else if (outcome instanceof Outcome.Refused refused) {
            throw ChatException.of(refused.code());
        }
        throw new IllegalStateException("No conversation comes of " + outcome);
    }

    /** The direct conversation of the actor and somebody else, if it was ever opened. */
    public Optional<ConversationId> direct(Actor actor, AccountId other) {
        return reader.direct(Pair.of(actor.account(), other));
    }

    /**
     * The actor's conversations, last activity first.
     *
     * @param limit how many at most, 1 to 100
     * @throws IllegalArgumentException when the limit is another
     */
    public Page<ConversationItem> list(Actor actor, Optional<String> cursor, int limit) {
        return reader.of(actor.account(), cursor, Bounds.check(limit, MOST));
    }

    /** One of the actor's conversations. */
    public ConversationItem conversation(Actor actor, ConversationId conversation) {
        return reader.item(actor.account(), conversation).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /** {@link Chat#subscribe}. */
    Subscription subscribe(Caller caller, Subscriber subscriber) {
        return subscribe(caller, List.of(), subscriber);
    }

    /** {@link Chat#subscribe(AccountId, List, Subscriber)}. */
    Subscription subscribe(Caller caller, List<Position> known, Subscriber subscriber) {
        Map<ConversationId, Long> after =
                known.stream().collect(Collectors.toMap(Position::conversation, Position::seq, Math::min));
        return ifStillAllowed(
                caller,
                hub.subscribe(caller, subscriber, () -> reader.positions(caller.account()), top -> begin(after, top)));
    }

    /** Where the subscriber stands, or the top where nothing is known, or more than there is. */
    private static Position begin(Map<ConversationId, Long> after, Position top) {
        long known = after.getOrDefault(top.conversation(), top.seq());
        return known < top.seq() ? new Position(top.conversation(), known) : top;
    }

    /**
     * Tells a subscriber what happens from now on in the caller's direct conversation with {@code other}, which need not be
     * opened yet. It ends when the caller's session or token does (G10), at once where it already has, or when it is closed.
     */
    public Subscription follow(Caller caller, AccountId other, Subscriber subscriber) {
        Pair pair = Pair.of(caller.account(), other);
        return ifStillAllowed(caller, hub.follow(caller, pair, subscriber, () -> reader.direct(pair)));
    }

    /** Whoever ends the session or token from here on finds the listener; before, it is found here. */
    private Subscription ifStillAllowed(Caller caller, Listener listener) {
        try {
            if (!sessions.holds(caller)) {
                hub.end(caller.account(), List.of(caller.sessionKey()));
            }
        } catch (RuntimeException unknown) {
            listener.close();
            throw unknown;
        }
        return new Subscription(listener::close);
    }
}
