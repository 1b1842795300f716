package dev.parley.javalin;

import dev.parley.core.Tokens;
import dev.parley.core.model.Caller;
import dev.parley.wire.Fields;
import dev.parley.wire.Frames;

/**
 * The keys that programs log in with.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
final class TokenRoutes {

    private static final int DAYS = 90;

    private final Tokens tokens;

    TokenRoutes(Tokens tokens) {
        this.tokens = tokens;
    }

    void add(Routes routes) {
        routes.get("/api/tokens", (call, caller) -> Answer.ok(Frames.tokens(tokens.of(caller))));
        routes.post("/api/tokens", this::create);
        routes.delete("/api/tokens/{id}", this::revoke);
    }

    private Answer create(Call call, Caller caller) {
        caller.refuseToken();
        Fields body = call.body();
        String name = body.text("name");
        long days = body.optionalNumber("expires_in_days").orElse(DAYS);
        body.check();
        int bounded = (int) Math.max(0, Math.min(days, Integer.MAX_VALUE));
        return Answer.created(Frames.newToken(tokens.create(caller, name, bounded)));
    }

    private Answer revoke(Call call, Caller caller) {
        tokens.revoke(caller, call.id("id"));
        return Answer.noContent();
    }
}
