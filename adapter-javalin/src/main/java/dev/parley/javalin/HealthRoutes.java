package dev.parley.javalin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Chat;
import dev.parley.wire.Json;

/**
 * Whether the process lives, and whether it can do its work. Nothing is said about versions, hosts or numbers.
 *
 * <p>Thread-safe. Blocks until the store has answered, two seconds at the most.
 */
final class HealthRoutes {

    private final Chat chat;

    HealthRoutes(Chat chat) {
        this.chat = chat;
    }

    void add(Routes routes) {
        routes.open("GET", "/health/live", call -> Answer.ok(up()));
        routes.open("GET", "/health/ready", call -> ready(up()));
        routes.open("GET", "/health", call -> ready(whole()));
    }

    /** What was to be said, once the store has answered; else the refusal with which that fails. */
    private Answer ready(ObjectNode said) {
        chat.check();
        return Answer.ok(said);
    }

    private static ObjectNode up() {
        return Json.object().put("status", "up");
    }

    private static ObjectNode whole() {
        ObjectNode json = up();
        json.putObject("needs").put("store", "up");
        return json;
    }
}
