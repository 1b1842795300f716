package dev.parley.javalin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Chat;
import dev.parley.core.model.About;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Colour;
import dev.parley.core.model.DisplayName;
import dev.parley.core.model.Person;
import dev.parley.core.model.Profile;
import dev.parley.wire.Fields;
import dev.parley.wire.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * People: the directory, oneself, one's password, whom one has blocked.
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
        routes.patch("/api/users/me", this::update);
        routes.post("/api/users/me/password", this::changePassword);
        routes.get("/api/users/me/blocks", this::blocked);
        routes.put("/api/users/me/blocks/{user}", this::block);
        routes.delete("/api/users/me/blocks/{user}", this::unblock);
        routes.get("/api/users/{user}", this::user);
    }

    private Answer directory(Call call, Caller caller) {
        Query query = call.query();
        String text = query.text("query").orElse("");
        return Answer.ok(
                Frames.users(chat.accounts().directory(caller.actor(), text, query.text("cursor"), query.limit())));
    }

    private Answer me(Call call, Caller caller) {
        ObjectNode json = Frames.account(chat.accounts().account(caller.actor()));
        return Answer.ok(chat.settings().sharesReading(caller.actor()) ? json : json.put("share_reading", false));
    }

    /** What is not named stays as it is; null takes away what may be absent. */
    private Answer update(Call call, Caller caller) {
        Fields body = call.body();
        Optional<String> name = body.optionalText("display_name");
        Optional<String> about = body.optionalText("about").filter(text -> !text.isBlank());
        Optional<Colour> colour = body.optionalWord("colour", Colour.class);
        Optional<Boolean> shared = body.flag("share_reading");
        body.check();
        List<UnaryOperator<Profile>> changes = new ArrayList<>();
        name.map(DisplayName::new).ifPresent(called -> changes.add(profile -> profile.called(called)));
        if (!body.missing("about")) {
            Optional<About> words = about.map(About::new);
            changes.add(profile -> profile.saying(words));
        }
        if (!body.missing("colour")) {
            changes.add(profile -> profile.drawnIn(colour));
        }
        if (!changes.isEmpty()) {
            chat.accounts().update(caller.actor(), profile -> all(changes, profile));
        }
        shared.ifPresent(wanted -> chat.settings().shareReading(caller.actor(), wanted));
        return me(call, caller);
    }

    private static Profile all(List<UnaryOperator<Profile>> changes, Profile before) {
        Profile profile = before;
        for (UnaryOperator<Profile> change : changes) {
            profile = change.apply(profile);
        }
        return profile;
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

    private Answer blocked(Call call, Caller caller) {
        Query query = call.query();
        return Answer.ok(Frames.users(chat.accounts().blocked(caller.actor(), query.text("cursor"), query.limit())));
    }

    private Answer block(Call call, Caller caller) {
        chat.accounts().block(caller.actor(), people.find(call.path("user")).id());
        return Answer.noContent();
    }

    private Answer unblock(Call call, Caller caller) {
        chat.accounts().unblock(caller.actor(), people.find(call.path("user")).id());
        return Answer.noContent();
    }

    private Answer user(Call call, Caller caller) {
        Person person = people.find(call.path("user"));
        return Answer.ok(Frames.profile(
                person,
                chat.accounts().profile(caller.actor(), person.id()),
                chat.accounts().hasBlocked(caller.actor(), person.id())));
    }
}
