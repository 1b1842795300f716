package dev.parley.core;

import dev.parley.core.internal.Bounds;
import dev.parley.core.internal.CommitLanes;
import dev.parley.core.internal.Fingerprints;
import dev.parley.core.internal.Futures;
import dev.parley.core.internal.HostPolicy;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.Content;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.MessagePage;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Posted;
import dev.parley.core.model.Window;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.MessageReader;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;

/**
 * Posting, changing and reading messages.
 *
 * <p>When {@code post}, {@code edit} or {@code delete} returns, what it did is durable (G1), has its place in the conversation's
 * order (G5), and is on its way to everybody who listens. Refusals are {@link ChatException}s: {@code INVALID} for the shape,
 * {@code RATE_LIMITED}, {@code NOT_FOUND} for whatever the actor may not know of (G9), {@code NOT_AUTHOR}, {@code
 * ALREADY_DELETED}, {@code CLIENT_ID_REUSED}; {@code UNAVAILABLE} when nothing was stored, {@code OUTCOME_UNKNOWN} when that is
 * not known: posting again with the same client id then stores it once (G3).
 *
 * <p>Thread-safe. The methods block until the store has answered; the {@code …Async} twins never block, and their futures are
 * completed by a thread that dependents must not hold up.
 */
public final class Messages {

    private static final int MAX_CHANGES = 300;

    private final CommitLanes lanes;
    private final MessageReader reader;
    private final ConversationReader conversations;
    private final Fingerprints fingerprints;
    private final RateLimiter sends;
    private final RateLimiter pulls;
    private final HostPolicy policy;
    private final InstantSource clock;
    private final int contentMax;

    Messages(Engine engine) {
        this.lanes = engine.lanes();
        this.reader = engine.stores().messages();
        this.conversations = engine.stores().conversations();
        this.fingerprints = engine.fingerprints();
        this.sends = engine.limiter(Limited.SENDS);
        this.pulls = engine.limiter(Limited.PULLS);
        this.policy = engine.policy();
        this.clock = engine.clock();
        this.contentMax = engine.limits().contentMax();
    }

    /**
     * Posts into a conversation, by its id or by the pair of people; the direct conversation of a pair is opened if there is
     * none.
     */
    public Posted post(Actor actor, ConversationRef conversation, Draft draft) {
        return Futures.await(postAsync(actor, resolve(conversation), draft));
    }

    /** Once open, a direct conversation is addressed by its id, so that all that concerns it goes through one lane. */
    private ConversationRef resolve(ConversationRef ref) {
        return ref instanceof Pair pair
                ? conversations.direct(pair).map(ConversationRef.class::cast).orElse(ref)
                : ref;
    }

    /** As {@link #post}, without blocking. */
    public CompletableFuture<Posted> postAsync(Actor actor, ConversationRef conversation, Draft draft) {
        String content = Content.check(draft.content(), contentMax);
        if (conversation instanceof Pair pair && pair.has(actor.account())) { // which it may open
            policy.refuseUnlessMessaged(actor.account(), pair.other(actor.account()));
        }
        sends.take(actor.account());
        String clientId = draft.clientIdOrNew();
        String fingerprint = fingerprints.of(content);
        Instant at = now();
        return lanes.submit(
                        conversation,
                        id -> new Command.Post(id, actor.account(), conversation, at, content, clientId, fingerprint))
                .thenApply(outcome -> new Posted(message(outcome), outcome instanceof Outcome.Repeated));
    }

    /** Gives one's own message other words. The same words again change nothing. */
    public Message edit(Actor actor, MessageId message, String content) {
        return Futures.await(editAsync(actor, conversationOf(actor, message), message, content));
    }

    /** As {@link #edit}, without blocking. */
    public CompletableFuture<Message> editAsync(
            Actor actor, ConversationId conversation, MessageId message, String content) {
        String text = Content.check(content, contentMax);
        sends.take(actor.account());
        Instant at = now();
        return lanes.submit(conversation, id -> new Command.Edit(id, actor.account(), conversation, at, message, text))
                .thenApply(Messages::message);
    }

    /** Takes one's own message away for good (G11). Doing it twice is the same as once. */
    public Message delete(Actor actor, MessageId message) {
        return Futures.await(deleteAsync(actor, conversationOf(actor, message), message));
    }

    /** As {@link #delete}, without blocking. */
    public CompletableFuture<Message> deleteAsync(Actor actor, ConversationId conversation, MessageId message) {
        sends.take(actor.account());
        Instant at = now();
        return lanes.submit(conversation, id -> new Command.Delete(id, actor.account(), conversation, at, message))
                .thenApply(Messages::message);
    }

    /** One message, as it is now. */
    public Message message(Actor actor, MessageId message) {
        return reader.message(actor.account(), message).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /** A part of a conversation's messages, oldest first, tombstones included (G8). */
    public MessagePage history(Actor actor, ConversationId conversation, Window window) {
        return reader.window(actor.account(), conversation, window)
                .orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /**
     * The log after a position: exactly the following changes, at most 300 (G6).
     *
     * @param limit how many at most, 1 or more; the page may be shorter
     * @throws IllegalArgumentException when the limit is below 1
     */
    public ChangePage changes(Actor actor, ConversationId conversation, long after, int limit) {
        Bounds.check(limit, Integer.MAX_VALUE);
        if (after < 0) {
            throw ChatException.invalid("after", "negative", "A position is 0 or more.");
        }
        pulls.take(actor.account());
        return reader.changes(actor.account(), conversation, after, Math.min(limit, MAX_CHANGES))
                .orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /** All of the actor's messages, newest first, in numbered pages; deleted ones are left out. */
    public MessageList list(Actor actor, MessageReader.ListQuery query) {
        return reader.list(actor.account(), query);
    }

    /** The largest page of {@link #history} and {@link #list}. */
    public static int maxPage() {
        return Window.MOST;
    }

    private ConversationId conversationOf(Actor actor, MessageId message) {
        return message(actor, message).conversation();
    }

    /** Times have milliseconds everywhere, so that what is stored is what was shown. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Message message(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return done.change().message();
        } else if (outcome instanceof Outcome.Repeated repeated) {
            return repeated.message();
        } else if (outcome instanceof Outcome.Refused refused) {
            throw ChatException.of(refused.code());
        }
        throw new IllegalStateException("No message comes of " + outcome);
    }
}
