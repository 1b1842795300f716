package dev.parley.javalin;

import dev.parley.core.Chat;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.wire.Fields;
import dev.parley.wire.Frames;
import dev.parley.wire.InvitationFrames;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Invitations by link to groups and channels.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
final class InvitationRoutes {

    private static final long MOST_HOURS = 8_784;

    private final Chat chat;

    InvitationRoutes(Chat chat) {
        this.chat = chat;
    }

    void add(Routes routes) {
        routes.get("/api/conversations/{id}/invitations", this::list);
        routes.post("/api/conversations/{id}/invitations", this::create);
        routes.delete("/api/conversations/{id}/invitations/{invitation}", this::revoke);
        routes.post("/api/invitations/{secret}", this::redeem);
    }

    private Answer list(Call call, Caller caller) {
        Query query = call.query();
        return Answer.ok(InvitationFrames.invitations(
                chat.invitations().of(caller.actor(), id(call), query.text("cursor"), query.limit())));
    }

    private Answer create(Call call, Caller caller) {
        ConversationId id = id(call);
        Fields body = call.body();
        OptionalLong uses = body.optionalNumber("uses");
        OptionalLong hours = body.optionalNumber("expires_in_hours");
        body.check();
        OptionalInt people = uses.isPresent()
                ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE, Math.max(0, uses.getAsLong())))
                : OptionalInt.empty();
        return Answer.created(
                InvitationFrames.newInvitation(chat.invitations().create(caller.actor(), id, people, holds(hours))));
    }

    private static Optional<Duration> holds(OptionalLong hours) {
        if (hours.isEmpty()) {
            return Optional.empty();
        }
        if (hours.getAsLong() < 1 || hours.getAsLong() > MOST_HOURS) {
            throw ChatException.invalid(
                    "expires_in_hours", "out_of_range", "An invitation holds for 1 to 8784 hours, or for ever.");
        }
        return Optional.of(Duration.ofHours(hours.getAsLong()));
    }

    private Answer revoke(Call call, Caller caller) {
        chat.invitations().revoke(caller.actor(), id(call), call.id("invitation"));
        return Answer.noContent();
    }

    /** The caller is a member from then on, or was before. */
    private Answer redeem(Call call, Caller caller) {
        ConversationId id = chat.invitations().redeem(caller.actor(), call.path("secret"));
        return Answer.ok(
                Frames.conversation(chat.conversations().conversation(caller.actor(), id), chat.presence()::online));
    }

    private static ConversationId id(Call call) {
        return new ConversationId(call.id("id"));
    }
}
