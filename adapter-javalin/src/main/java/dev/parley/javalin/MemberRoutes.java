package dev.parley.javalin;

import dev.parley.core.Conversations;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Role;
import dev.parley.wire.Fields;
import dev.parley.wire.Frames;

/**
 * Who belongs to a group or channel, and which channels there are.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
final class MemberRoutes {

    /** How a caller names himself. */
    private static final String ME = "me";

    private final Conversations conversations;
    private final People people;

    MemberRoutes(Conversations conversations, People people) {
        this.conversations = conversations;
        this.people = people;
    }

    void add(Routes routes) {
        routes.get("/api/channels", this::channels);
        routes.get("/api/conversations/{id}/members", this::list);
        routes.post("/api/conversations/{id}/members", this::add);
        routes.patch("/api/conversations/{id}/members/{user}", this::appoint);
        routes.delete("/api/conversations/{id}/members/{user}", this::remove);
    }

    private Answer channels(Call call, Caller caller) {
        Query query = call.query();
        return Answer.ok(Frames.channels(conversations.channels(
                caller.actor(), query.text("query").orElse(""), query.text("cursor"), query.limit())));
    }

    private Answer list(Call call, Caller caller) {
        ConversationId id = id(call);
        Query query = call.query();
        return Answer.ok(Frames.participants(
                conversations.participants(caller.actor(), id, query.text("cursor"), query.limit())));
    }

    /** Without anybody named, the caller comes himself. */
    private Answer add(Call call, Caller caller) {
        ConversationId id = id(call);
        Fields body = call.body();
        String user = body.absent("user") ? ME : People.mention(body, "user");
        body.check();
        AccountId account = named(caller, user);
        if (account.equals(caller.account())) {
            conversations.join(caller.actor(), id);
        } else {
            conversations.invite(caller.actor(), id, account);
        }
        return Answer.noContent();
    }

    private Answer appoint(Call call, Caller caller) {
        ConversationId id = id(call);
        Fields body = call.body();
        Role role = body.word("role", Role.class, Role.MEMBER);
        body.check();
        conversations.appoint(caller.actor(), id, named(caller, call.path("user")), role);
        return Answer.noContent();
    }

    private Answer remove(Call call, Caller caller) {
        ConversationId id = id(call);
        boolean ban = call.query().flag("ban");
        AccountId account = named(caller, call.path("user"));
        if (account.equals(caller.account())) {
            conversations.leave(caller.actor(), id);
        } else {
            conversations.remove(caller.actor(), id, account, ban);
        }
        return Answer.noContent();
    }

    private AccountId named(Caller caller, String reference) {
        return reference.equals(ME) ? caller.account() : people.find(reference).id();
    }

    private static ConversationId id(Call call) {
        return new ConversationId(call.id("id"));
    }
}
