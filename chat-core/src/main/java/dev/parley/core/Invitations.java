package dev.parley.core;

import dev.parley.core.internal.Bounds;
import dev.parley.core.internal.CommitLanes;
import dev.parley.core.internal.Futures;
import dev.parley.core.internal.Ids;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.internal.Secret;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Invitation;
import dev.parley.core.model.NewInvitation;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Page;
import dev.parley.core.model.Role;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.InvitationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Invitations by link, which owners and moderators make for their groups and channels. Whoever has the secret comes by it, as a
 * member and no more; for whoever was banned, and for every secret that does not hold (any more), there is nothing
 * ({@code NOT_FOUND}).
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class Invitations {

    private static final int MOST = 100;
    private static final int MOST_USES = 1_000;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final InvitationStore store;
    private final ConversationReader conversations;
    private final CommitLanes lanes;
    private final Ids ids;
    private final RateLimiter commands;
    private final InstantSource clock;

    Invitations(Engine engine) {
        this.store = engine.stores().invitations();
        this.conversations = engine.stores().conversations();
        this.lanes = engine.lanes();
        this.ids = engine.ids();
        this.commands = engine.commands();
        this.clock = engine.clock();
    }

    /**
     * Makes an invitation. Its secret is in the answer and nowhere else: only its hash is kept.
     *
     * @param uses how many may come by it, 1 to 1,000; absent for any number
     * @param holds how long it does, 366 days at the most; absent for ever
     * @throws ChatException {@code INVALID}; {@code NOT_FOUND} where the actor is no member; {@code FORBIDDEN} where he does not rule
     */
    public NewInvitation create(Actor actor, ConversationId conversation, OptionalInt uses, Optional<Duration> holds) {
        check(uses, holds);
        commands.take(actor.account());
        refuseUnlessRules(actor, conversation);
        Instant now = now();
        Invitation invitation =
                new Invitation(ids.next(), conversation, actor.account(), uses, now, holds.map(now::plus));
        String secret = Secret.generate(Secret.INVITATION);
        if (!store.add(invitation, Secret.key(secret))) {
            throw ChatException.of(ErrorCode.FORBIDDEN);
        }
        return new NewInvitation(invitation, secret);
    }

    private static void check(OptionalInt uses, Optional<Duration> holds) {
        if (uses.isPresent() && (uses.getAsInt() < 1 || uses.getAsInt() > MOST_USES)) {
            throw ChatException.invalid(
                    "uses", "out_of_range", "An invitation is for 1 to 1000 people, or for any number.");
        }
        boolean bounded = holds.filter(time -> time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0)
                .isEmpty();
        if (!bounded) {
            throw ChatException.invalid(
                    "expires_in_hours", "out_of_range", "An invitation holds for 1 to 8784 hours, or for ever.");
        }
    }

    /**
     * Those that hold, for whoever rules there.
     *
     * @param limit how many at most, 1 to 100
     * @throws IllegalArgumentException when the limit is another
     */
    public Page<Invitation> of(Actor actor, ConversationId conversation, Optional<String> cursor, int limit) {
        refuseUnlessRules(actor, conversation);
        return store.of(actor.account(), conversation, now(), cursor, Bounds.check(limit, MOST));
    }

    /** Revokes one: nobody comes by it any more once this has returned. */
    public void revoke(Actor actor, ConversationId conversation, long invitation) {
        commands.take(actor.account());
        refuseUnlessRules(actor, conversation);
        if (!store.revoke(actor.account(), conversation, invitation, now())) {
            throw ChatException.of(ErrorCode.NOT_FOUND);
        }
    }

    /** Where an invitation leads the actor to, who is a member there from now on, or was. */
    public ConversationId redeem(Actor actor, String secret) {
        commands.take(actor.account());
        Optional<String> key = Optional.of(secret)
                .filter(text -> Secret.isInvitation(text) && Secret.wellFormed(text))
                .map(Secret::key);
        ConversationId conversation = key.flatMap(store::find).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
        Instant at = now();
        Outcome outcome = Futures.await(lanes.submit(
                conversation, id -> new Command.Redeem(id, actor.account(), conversation, at, key.orElseThrow())));
        if (outcome instanceof Outcome.Refused refused) {
            throw ChatException.of(refused.code());
        }
        return conversation;
    }

    private void refuseUnlessRules(Actor actor, ConversationId conversation) {
        ConversationItem item = conversations
                .item(actor.account(), conversation)
                .orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
        if (item.conversation().direct() || item.role() == Role.MEMBER) {
            throw ChatException.of(ErrorCode.FORBIDDEN);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
