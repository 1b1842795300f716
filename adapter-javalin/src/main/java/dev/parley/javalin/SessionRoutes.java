package dev.parley.javalin;

import dev.parley.core.Chat;
import dev.parley.core.model.Account;
import dev.parley.core.model.Caller;
import dev.parley.core.model.DisplayName;
import dev.parley.core.model.EmailAddress;
import dev.parley.core.model.LoggedIn;
import dev.parley.core.model.Registration;
import dev.parley.core.model.Username;
import dev.parley.wire.Fields;
import dev.parley.wire.Frames;
import java.time.Instant;
import java.util.Optional;

/**
 * Registering, logging in and out: by cookie for the page, by bearer for programs.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
final class SessionRoutes {

    private final Chat chat;
    private final Authentication authentication;
    private final SessionCookie cookie;
    private final SameOrigin sameOrigin;

    SessionRoutes(Chat chat, Authentication authentication, SessionCookie cookie, SameOrigin sameOrigin) {
        this.chat = chat;
        this.authentication = authentication;
        this.cookie = cookie;
        this.sameOrigin = sameOrigin;
    }

    void add(Routes routes) {
        routes.open("POST", "/api/auth/register", this::registerProgram);
        routes.open("POST", "/api/auth/login", this::logInProgram);
        routes.open("POST", "/api/users", this::registerPage);
        routes.open("POST", "/api/session", this::logInPage);
        routes.get("/api/session", this::session);
        routes.delete("/api/session", this::logOut);
    }

    private Answer registerProgram(Call call) {
        return Answer.created(Frames.loggedIn(register(call)));
    }

    private Answer registerPage(Call call) {
        return toBrowser(call, register(call)).as(201);
    }

    private LoggedIn register(Call call) {
        sameOrigin.refuseForeign(call.request());
        Fields body = call.body();
        String username = body.text("username");
        String password = body.text("password");
        Optional<String> email = body.optionalText("email").filter(text -> !text.isEmpty());
        Optional<String> displayName = body.optionalText("display_name").filter(text -> !text.isEmpty());
        body.check();
        Registration registration = new Registration(
                new Username(username), password, email.map(EmailAddress::new), displayName.map(DisplayName::new));
        Account account = chat.accounts().register(registration, call.address());
        return chat.sessions().start(account);
    }

    private Answer logInProgram(Call call) {
        return Answer.ok(Frames.loggedIn(logIn(call)));
    }

    private Answer logInPage(Call call) {
        return toBrowser(call, logIn(call));
    }

    /** A browser that already held a session gets a new one, and the old one ends. */
    private Answer toBrowser(Call call, LoggedIn fresh) {
        authentication.browser(call.request()).filter(old -> !old.token()).ifPresent(chat.sessions()::logOut);
        return Answer.ok(Frames.session(fresh.account(), fresh.expiresAt()))
                .with("Set-Cookie", cookie.set(fresh.secret(), Instant.now(), fresh.expiresAt()));
    }

    private LoggedIn logIn(Call call) {
        sameOrigin.refuseForeign(call.request());
        Fields body = call.body();
        String username = body.text("username");
        String password = body.text("password");
        body.check();
        return chat.sessions().logIn(username, password, call.address());
    }

    private Answer session(Call call, Caller caller) {
        return Answer.ok(Frames.session(chat.accounts().account(caller.actor()), caller.expiresAt()));
    }

    private Answer logOut(Call call, Caller caller) {
        chat.sessions().logOut(caller);
        return Answer.noContent().with("Set-Cookie", cookie.clear());
    }
}
