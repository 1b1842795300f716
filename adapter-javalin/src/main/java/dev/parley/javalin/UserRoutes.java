package dev.parley.javalin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Chat;
import dev.parley.core.model.Caller;
import dev.parley.core.model.DisplayName;
import dev.parley.wire.Fields;
import dev.parley.wire.Frames;
import java.util.Optional;

/**
 * People: the directory, oneself, one's password.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
final class UserRoutes {

    private final Chat chat;
    private final People people;

    UserRoutes(Chat chat, People people) {
        this.chat = chat;
        this.people = people;
    }

    void add(Routes routes) {
        routes.get("/api/users", this::directory);
        routes.get("/api/users/me", this::me);
        routes.patch("/api/users/me", this::rename);
        routes.post("/api/users/me/password", this::changePassword);
        routes.get("/api/users/{user}", this::user);
    }

    private Answer directory(Call call, Caller caller) {
        Query query = call.query();
        String text = query.text("query").orElse("");
        return Answer.ok(Frames.users(chat.accounts().directory(text, query.text("cursor"), query.limit())));
    }

    private Answer me(Call call, Caller caller) {
        ObjectNode json = Frames.account(chat.accounts().account(caller.actor()));
        return Answer.ok(chat.settings().sharesReading(caller.actor()) ? json : json.put("share_reading", false));
    }

    private Answer rename(Call call, Caller caller) {
        Fields body = call.body();
        Optional<String> name = body.optionalText("display_name");
        Optional<Boolean> shared = body.flag("share_reading");
        body.check();
        name.ifPresent(text -> chat.accounts().rename(caller.actor(), new DisplayName(text)));
        shared.ifPresent(wanted -> chat.settings().shareReading(caller.actor(), wanted));
        return me(call, caller);
    }

    private Answer changePassword(Call call, Caller caller) {
        caller.refuseToken();
        Fields body = call.body();
        String current = body.text("current_password");
        String next = body.text("new_password");
        body.check();
        chat.sessions().changePassword(caller, current, next);
        return Answer.noContent();
    }

    private Answer user(Call call, Caller caller) {
        return Answer.ok(Frames.user(people.find(call.path("user"))));
    }
}
