package dev.parley.javalin;

import dev.parley.core.Messages;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.FormerText;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Person;
import dev.parley.core.model.Posted;
import dev.parley.wire.Fields;
import dev.parley.wire.Frames;
import java.util.List;
import java.util.Optional;

/**
 * Messages without regard to their conversation: the API that existing clients know.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
final class MessageRoutes {

    private final Messages messages;
    private final People people;
    private final Site site;

    MessageRoutes(Messages messages, People people, Site site) {
        this.messages = messages;
        this.people = people;
        this.site = site;
    }

    void add(Routes routes) {
        routes.get("/api/messages", this::list);
        routes.post("/api/messages", this::post);
        routes.get("/api/messages/{id}", this::message);
        routes.patch("/api/messages/{id}", this::edit);
        routes.delete("/api/messages/{id}", this::delete);
        routes.get("/api/messages/{id}/edits", this::formerTexts);
        routes.put("/api/messages/{id}/pin", (call, caller) -> pin(call, caller, true));
        routes.delete("/api/messages/{id}/pin", (call, caller) -> pin(call, caller, false));
        routes.put("/api/messages/{id}/reactions/{emoji}", (call, caller) -> react(call, caller, true));
        routes.delete("/api/messages/{id}/reactions/{emoji}", (call, caller) -> react(call, caller, false));
        routes.post("/api/messages/{id}/update_message", this::edit);
        routes.delete("/api/messages/{id}/delete_message", this::delete);
    }

    private Answer list(Call call, Caller caller) {
        NumberedPage page = NumberedPage.of(call.query());
        Optional<AccountId> user = page.user().flatMap(people::named).map(Person::id);
        MessageList list = page.user().isPresent() && user.isEmpty()
                ? new MessageList(0, List.of())
                : messages.list(caller.actor(), page.query(user));
        if (page.isPast(list.count())) {
            throw ChatException.of(ErrorCode.NOT_FOUND, "There are only " + list.count() + " messages.");
        }
        String address = site.link(call.contextPath(), "/api/messages/");
        return Answer.ok(Frames.list(list, page.next(list.count(), address), page.previous(address)));
    }

    private Answer post(Call call, Caller caller) {
        Fields body = call.body();
        String receiver = People.reference(body, "receiver");
        Draft draft = Drafts.read(call, body);
        Pair pair = Pair.of(caller.account(), people.find(receiver).id());
        return answer(messages.post(caller.actor(), pair, draft));
    }

    static Answer answer(Posted posted) {
        return posted.duplicate()
                ? Answer.ok(Frames.message(posted.message()))
                : Answer.created(Frames.message(posted.message()));
    }

    private Answer message(Call call, Caller caller) {
        return Answer.ok(Frames.message(messages.message(caller.actor(), id(call))));
    }

    private Answer edit(Call call, Caller caller) {
        MessageId id = id(call);
        Fields body = call.body();
        String content = body.text("content");
        body.check();
        return Answer.ok(Frames.message(messages.edit(caller.actor(), id, content)));
    }

    private Answer delete(Call call, Caller caller) {
        messages.delete(caller.actor(), id(call));
        return Answer.noContent();
    }

    private Answer react(Call call, Caller caller, boolean on) {
        return Answer.ok(Frames.message(messages.react(caller.actor(), id(call), call.path("emoji"), on)));
    }

    private Answer pin(Call call, Caller caller, boolean on) {
        return Answer.ok(Frames.message(messages.pin(caller.actor(), id(call), on)));
    }

    /** Asks for one more than is wanted, to know whether there is one. */
    private Answer formerTexts(Call call, Caller caller) {
        Query query = call.query();
        int before = (int) query.number("before", 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
        int limit = query.limit();
        List<FormerText> found = messages.formerTexts(caller.actor(), id(call), before, limit + 1);
        List<FormerText> page = found.subList(0, Math.min(limit, found.size()));
        return Answer.ok(Frames.formerTexts(
                page, found.size() > limit ? Optional.of(page.get(limit - 1).version()) : Optional.empty()));
    }

    private static MessageId id(Call call) {
        return new MessageId(call.id("id"));
    }
}
