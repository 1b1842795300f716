package dev.parley.core;

import dev.parley.core.internal.Bounds;
import dev.parley.core.internal.CommitLanes;
import dev.parley.core.internal.Fingerprints;
import dev.parley.core.internal.Futures;
import dev.parley.core.internal.HostPolicy;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.markup.Markup;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.Content;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationRef;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Emoji;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.FormerText;
import dev.parley.core.model.HostKey;
import dev.parley.core.model.Limited;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.MessagePage;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Posted;
import dev.parley.core.model.Reaction;
import dev.parley.core.model.Window;
import dev.parley.core.model.Words;
import dev.parley.core.port.AccountStore;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.MessageReader;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Posting, changing and reading messages.
 *
 * <p>When {@code post}, {@code edit} or {@code delete} returns, what it did is durable (G1), has its place in the conversation's
 * order (G5), and is on its way to everybody who listens. Refusals are {@link ChatException}s: {@code INVALID} for the shape,
 * {@code RATE_LIMITED}, {@code NOT_FOUND} for whatever the actor may not know of (G9), {@code NOT_AUTHOR}, {@code
 * ALREADY_DELETED}, {@code CLIENT_ID_REUSED}; {@code UNAVAILABLE} when nothing was stored, {@code OUTCOME_UNKNOWN} when that is
 * not known: posting again with the same client id then stores it once (G3).
 *
 * <p>Thread-safe. The methods block until the store has answered; the {@code …Async} twins never block, but to look up whom a text calls
 * where a host has a policy of its own, and their futures are
 * completed by a thread that dependents must not hold up.
 */
public final class Messages {

    private static final int MAX_CHANGES = 300;

    private final CommitLanes lanes;
    private final MessageReader reader;
    private final ConversationReader conversations;
    private final Fingerprints fingerprints;
    private final AccountStore accounts;
    private final RateLimiter sends;
    private final RateLimiter commands;
    private final RateLimiter pulls;
    private final HostPolicy policy;
    private final InstantSource clock;
    private final int contentMax;

    Messages(Engine engine) {
        this.lanes = engine.lanes();
        this.reader = engine.stores().messages();
        this.conversations = engine.stores().conversations();
        this.fingerprints = engine.fingerprints();
        this.accounts = engine.stores().accounts();
        this.sends = engine.limiter(Limited.SENDS);
        this.commands = engine.limiter(Limited.COMMANDS);
        this.pulls = engine.limiter(Limited.PULLS);
        this.policy = engine.policy();
        this.clock = engine.clock();
        this.contentMax = engine.limits().contentMax();
    }

    /**
     * Posts into a conversation, by its id, by a key of the host's or by the pair of people; the direct conversation of a pair is
     * opened if there is none.
     */
    public Posted post(Actor actor, ConversationRef conversation, Draft draft) {
        return Futures.await(postAsync(actor, resolve(conversation), draft));
    }

    /** Once open, a conversation is addressed by its id, so that all that concerns it goes through one lane. */
    private ConversationRef resolve(ConversationRef ref) {
        Optional<ConversationId> known = Optional.empty();
        if (ref instanceof Pair pair) {
            known = conversations.direct(pair);
        } else if (ref instanceof HostKey key) {
            known = conversations.byKey(key);
        }
        return known.map(ConversationRef.class::cast).orElse(ref);
    }

    /** As {@link #post}, without blocking. */
    public CompletableFuture<Posted> postAsync(Actor actor, ConversationRef conversation, Draft draft) {
        String content = Content.check(draft.content(), contentMax);
        if (conversation instanceof Pair pair && pair.has(actor.account())) { // which it may open
            policy.refuseUnlessMessaged(actor.account(), pair.other(actor.account()));
        }
        sends.take(actor.account());
        String clientId = draft.clientIdOrNew();
        String fingerprint = fingerprints.of(content, draft.replyTo());
        Words said = words(actor, content);
        Instant at = now();
        return lanes.submit(
                        conversation,
                        id -> new Command.Post(
                                id, actor.account(), conversation, at, said, draft.replyTo(), clientId, fingerprint))
                .thenApply(outcome -> new Posted(message(outcome), outcome instanceof Outcome.Repeated));
    }

    /** A host's policy is asked about those who are called, here and by this thread; whom the actor does not find he does not call. */
    private Words words(Actor actor, String content) {
        Words all = Markup.words(content);
        if (policy.open() || all.names().isEmpty()) {
            return all;
        }
        Set<String> hidden = accounts.byUsernames(all.names()).entrySet().stream()
                .filter(named -> !policy.sees(actor.account(), named.getValue().id()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return all.without(hidden);
    }

    /** Gives one's own message other words. The same words again change nothing. */
    public Message edit(Actor actor, MessageId message, String content) {
        return Futures.await(editAsync(actor, conversationOf(actor, message), message, content));
    }

    /** As {@link #edit}, without blocking. */
    public CompletableFuture<Message> editAsync(
            Actor actor, ConversationId conversation, MessageId message, String content) {
        Words said = words(actor, Content.check(content, contentMax));
        sends.take(actor.account());
        Instant at = now();
        return lanes.submit(conversation, id -> new Command.Edit(id, actor.account(), conversation, at, message, said))
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

    /**
     * Puts an emoji under a message, or takes one's own back. Doing it twice is the same as once.
     *
     * @param on whether it is there afterwards
     * @throws ChatException {@code INVALID} when it is not one emoji ({@link Emoji}), {@code TOO_MANY_REACTIONS} when the message
     *     has {@value Reaction#MOST_KINDS} others already, {@code ALREADY_DELETED}
     */
    public Message react(Actor actor, MessageId message, String emoji, boolean on) {
        return Futures.await(reactAsync(actor, conversationOf(actor, message), message, emoji, on));
    }

    /** As {@link #react}, without blocking. */
    public CompletableFuture<Message> reactAsync(
            Actor actor, ConversationId conversation, MessageId message, String emoji, boolean on) {
        String checked = Emoji.check(emoji);
        commands.take(actor.account());
        Instant at = now();
        return lanes.submit(
                        conversation,
                        id -> new Command.React(id, actor.account(), conversation, at, message, checked, on))
                .thenApply(Messages::message);
    }

    /**
     * Keeps a message at hand for all, or does not any more: in a direct conversation both may, elsewhere those who moderate.
     *
     * @param on whether it is kept afterwards
     * @throws ChatException {@code FORBIDDEN}, {@code TOO_MANY_PINS} when 50 others are, {@code ALREADY_DELETED}
     */
    public Message pin(Actor actor, MessageId message, boolean on) {
        return Futures.await(pinAsync(actor, conversationOf(actor, message), message, on));
    }

    /** As {@link #pin}, without blocking. */
    public CompletableFuture<Message> pinAsync(
            Actor actor, ConversationId conversation, MessageId message, boolean on) {
        commands.take(actor.account());
        Instant at = now();
        return lanes.submit(conversation, id -> new Command.Pin(id, actor.account(), conversation, at, message, on))
                .thenApply(Messages::message);
    }

    /** What is kept at hand in a conversation, the latest first; 50 at the most. */
    public List<Message> pinned(Actor actor, ConversationId conversation) {
        return reader.pinned(actor.account(), conversation).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    /**
     * What a message has said before, the latest first: for its author, and for administrators.
     *
     * @param before only versions below this one; {@link Integer#MAX_VALUE} for all
     * @param limit how many at most, 1 to 101: a page, and one that tells whether there are more
     * @throws ChatException {@code NOT_AUTHOR} for other members
     * @throws IllegalArgumentException when the limit is another
     */
    public List<FormerText> formerTexts(Actor actor, MessageId message, int before, int limit) {
        int most = Bounds.check(limit, Window.MOST + 1);
        return reader.formerTexts(actor.account(), message, before, most);
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
