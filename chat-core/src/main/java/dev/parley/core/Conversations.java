package dev.parley.core;

import dev.parley.core.internal.Bounds;
import dev.parley.core.internal.CommitLanes;
import dev.parley.core.internal.Futures;
import dev.parley.core.internal.HostPolicy;
import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Ids;
import dev.parley.core.internal.Listener;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChannelItem;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationChange;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Direct;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Naming;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Outcome.Opened;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Position;
import dev.parley.core.model.Role;
import dev.parley.core.model.SearchText;
import dev.parley.core.model.Shelf;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.Subscriber;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Opening, listing and following conversations, and who belongs to them.
 *
 * <p>What the actor may not know of is {@code NOT_FOUND}, as if it did not exist (G9).
 *
 * <p>Thread-safe. The methods block until the store has answered; the {@code …Async} twins never block, and their futures are
 * completed by a thread that dependents must not hold up.
 */
public final class Conversations {

    private static final int MOST = 100;

    private final Ids ids;
    private final CommitLanes lanes;
    private final ConversationReader reader;
    private final Hub hub;
    private final HostPolicy policy;
    private final InstantSource clock;
    private final RateLimiter commands;
    private final Sessions sessions;

    Conversations(Engine engine, Sessions sessions) {
        this.sessions = sessions;
        this.ids = engine.ids();
        this.lanes = engine.lanes();
        this.reader = engine.stores().conversations();
        this.hub = engine.hub();
        this.policy = engine.policy();
        this.clock = engine.clock();
        this.commands = engine.commands();
    }

    /** The direct conversation with somebody, or with oneself for notes; there is exactly one, also under concurrent calls. */
    public Direct openDirect(Actor actor, AccountId other) {
        Pair pair = Pair.of(actor.account(), other);
        Optional<ConversationId> existing = reader.direct(pair);
        if (existing.isPresent()) {
            return new Direct(existing.get(), false);
        }
        policy.refuseUnlessMessaged(actor.account(), other);
        return open(actor, pair);
    }

    private Direct open(Actor actor, Pair pair) {
        Opened opened = open(actor, pair, (id, at) -> new Command.OpenDirect(id, actor.account(), pair, at));
        return new Direct(opened.conversation().id(), opened.created());
    }

    /** What opens a conversation, or finds it open. */
    Opened open(Actor actor, ConversationRef conversation, Making command) {
        Outcome outcome = carryOut(actor, conversation, command);
        if (outcome instanceof Opened opened) {
            return opened;
        }
        throw new IllegalStateException("No conversation comes of " + outcome);
    }

    /**
     * Opens a group or a channel, which the actor owns. To be heard of again when the answer was lost, it has to be looked for in
     * the list: doing it twice opens two groups. A channel's name is its own, whatever its case and width: {@code TITLE_TAKEN}.
     *
     * @param kind a group, to which people come by invitation, or a channel, which everybody finds and comes to
     * @param members who is in it from the start beside the actor, 100 at the most
     * @throws ChatException {@code NOT_FOUND} when one of them does not exist, {@code CANNOT_MESSAGE} when one is disabled
     * @throws IllegalArgumentException for a direct conversation, and for more members
     */
    public ConversationId create(
            Actor actor, ConversationKind kind, String title, Optional<String> topic, Set<AccountId> members) {
        if (kind == ConversationKind.DIRECT || members.size() > MOST) {
            throw new IllegalArgumentException("A group or a channel is created, with 100 members at the most");
        }
        members.forEach(member -> policy.refuseUnlessInvited(actor.account(), member));
        String called = Naming.title(title);
        Optional<String> about = topic.flatMap(Naming::topic);
        ConversationId conversation = new ConversationId(ids.next());
        carryOut(
                actor,
                conversation,
                (id, at) -> new Command.Create(
                        conversation.value(), actor.account(), conversation, at, kind, called, about, members));
        return conversation;
    }

    /** Comes to a channel; whoever is there already stays. */
    public void join(Actor actor, ConversationId channel) {
        Futures.await(joinAsync(actor, channel));
    }

    /** As {@link #join}, without blocking. */
    public CompletableFuture<Void> joinAsync(Actor actor, ConversationId channel) {
        return change(actor, channel, (id, at) -> new Command.Join(id, actor.account(), channel, at));
    }

    /** Goes; the last owner cannot ({@code LAST_OWNER}), before somebody else is one. */
    public void leave(Actor actor, ConversationId conversation) {
        Futures.await(leaveAsync(actor, conversation));
    }

    /** As {@link #leave}, without blocking. */
    public CompletableFuture<Void> leaveAsync(Actor actor, ConversationId conversation) {
        return change(actor, conversation, (id, at) -> new Command.Leave(id, actor.account(), conversation, at));
    }

    /** Brings somebody: to a channel every member may, to a group moderators and owners. Those may also bring back who was banned. */
    public void invite(Actor actor, ConversationId conversation, AccountId account) {
        Futures.await(inviteAsync(actor, conversation, account));
    }

    /** As {@link #invite}, without blocking. */
    public CompletableFuture<Void> inviteAsync(Actor actor, ConversationId conversation, AccountId account) {
        policy.refuseUnlessInvited(actor.account(), account);
        return change(
                actor, conversation, (id, at) -> new Command.Invite(id, actor.account(), conversation, at, account));
    }

    /**
     * Sends somebody away: nothing that happens from then on reaches him on any node (G10). Moderators may send away members, and
     * owners everybody else.
     *
     * @param ban whether he may not come back by himself
     */
    public void remove(Actor actor, ConversationId conversation, AccountId account, boolean ban) {
        Futures.await(removeAsync(actor, conversation, account, ban));
    }

    /** As {@link #remove}, without blocking. */
    public CompletableFuture<Void> removeAsync(
            Actor actor, ConversationId conversation, AccountId account, boolean ban) {
        return change(
                actor,
                conversation,
                (id, at) -> new Command.Remove(id, actor.account(), conversation, at, account, ban));
    }

    /** Gives a member another role, as owners may; there is always one left ({@code LAST_OWNER}). */
    public void appoint(Actor actor, ConversationId conversation, AccountId account, Role role) {
        Futures.await(appointAsync(actor, conversation, account, role));
    }

    /** As {@link #appoint}, without blocking. */
    public CompletableFuture<Void> appointAsync(
            Actor actor, ConversationId conversation, AccountId account, Role role) {
        return change(
                actor,
                conversation,
                (id, at) -> new Command.Appoint(id, actor.account(), conversation, at, account, role));
    }

    /**
     * Gives a group or channel another title or topic, as moderators and owners may, or archives it and brings it back, as owners may.
     * Each of these is a change of its own. In an archived one nobody posts, edits or comes ({@code ARCHIVED}); what was said can be
     * read and taken away, and whoever is there may go. An archived channel keeps its name and is not found among the channels.
     *
     * @throws ChatException {@code INVALID} when nothing is to change
     */
    public void update(Actor actor, ConversationId conversation, ConversationChange change) {
        Futures.await(updateAsync(actor, conversation, change));
    }

    /** As {@link #update}, without blocking. */
    public CompletableFuture<Void> updateAsync(Actor actor, ConversationId conversation, ConversationChange change) {
        if (change.none()) {
            throw ChatException.invalid("title", "required", "Give a title or a topic, or say whether it is archived.");
        }
        List<Making> makings = new ArrayList<>();
        change.title()
                .map(Naming::title)
                .ifPresent(text ->
                        makings.add((id, at) -> new Command.Rename(id, actor.account(), conversation, at, text)));
        change.topic()
                .map(Naming::topic)
                .ifPresent(text ->
                        makings.add((id, at) -> new Command.Describe(id, actor.account(), conversation, at, text)));
        change.archived()
                .ifPresent(wanted ->
                        makings.add((id, at) -> new Command.Archive(id, actor.account(), conversation, at, wanted)));
        commands.take(actor.account());
        return CompletableFuture.allOf(
                makings.stream().map(making -> put(conversation, making)).toArray(CompletableFuture<?>[]::new));
    }

    /** Makes a command from its id and its time. */
    interface Making {
        Command of(long id, Instant at);
    }

    private Outcome carryOut(Actor actor, ConversationRef conversation, Making command) {
        return Futures.await(submit(actor, conversation, command));
    }

    private CompletableFuture<Void> change(Actor actor, ConversationId conversation, Making command) {
        return submit(actor, conversation, command).thenAccept(done -> {});
    }

    private CompletableFuture<Outcome> submit(Actor actor, ConversationRef conversation, Making command) {
        commands.take(actor.account());
        return put(conversation, command);
    }

    private CompletableFuture<Outcome> put(ConversationRef conversation, Making command) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return lanes.submit(conversation, id -> command.of(id, at)).thenApply(Conversations::unlessRefused);
    }

    private static Outcome unlessRefused(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            throw ChatException.of(refused.code());
        }
        return outcome;
    }

    /**
     * Who belongs to one of the actor's conversations, in the order of their ids.
     *
     * @param limit how many at most, 1 to 100
     * @throws IllegalArgumentException when the limit is another
     */
    public Page<Participant> participants(
            Actor actor, ConversationId conversation, Optional<String> cursor, int limit) {
        return reader.participants(actor.account(), conversation, cursor, Bounds.check(limit, MOST))
                .orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /**
     * All channels that are not archived and whose names contain what is looked for, in the order of their names.
     *
     * @param query empty for all; 200 characters at the most
     * @param limit how many at most, 1 to 100
     * @throws IllegalArgumentException when the limit is another
     */
    public Page<ChannelItem> channels(Actor actor, String query, Optional<String> cursor, int limit) {
        return reader.channels(actor.account(), Naming.key(SearchText.words(query)), cursor, Bounds.check(limit, MOST));
    }

    /** The direct conversation of the actor and somebody else, if it was ever opened. */
    public Optional<ConversationId> direct(Actor actor, AccountId other) {
        return reader.direct(Pair.of(actor.account(), other));
    }

    /**
     * The actor's conversations, last activity first, but for those that are hidden.
     *
     * @param limit how many at most, 1 to 100
     * @throws IllegalArgumentException when the limit is another
     */
    public Page<ConversationItem> list(Actor actor, Optional<String> cursor, int limit) {
        return list(actor, Shelf.SHOWN, cursor, limit);
    }

    /** The same of those on a shelf. */
    public Page<ConversationItem> list(Actor actor, Shelf shelf, Optional<String> cursor, int limit) {
        return reader.of(actor.account(), shelf, cursor, Bounds.check(limit, MOST));
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
