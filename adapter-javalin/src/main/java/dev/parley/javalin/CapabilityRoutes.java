package dev.parley.javalin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Chat;
import dev.parley.wire.Frames;
import dev.parley.wire.Json;
import java.util.List;

/**
 * What clients may know before they log in: what is mounted and what the limits are.
 *
 * <p>Thread-safe.
 */
final class CapabilityRoutes {

    private static final int PROTOCOL = 1;

    private final Chat chat;
    private final String build;
    private final List<String> mounted;

    CapabilityRoutes(Chat chat, String build, List<String> mounted) {
        this.chat = chat;
        this.build = build;
        this.mounted = mounted;
    }

    void add(Routes routes) {
        routes.open("GET", "/api/capabilities", call -> Answer.ok(capabilities()));
    }

    private ObjectNode capabilities() {
        ObjectNode json = Json.object()
                .put("protocol", PROTOCOL)
                .put("build", build)
                .put("registration", chat.accounts().registrationOpen() ? "open" : "closed");
        json.putArray("languages").add("en");
        ArrayNode parts = json.putArray("mounted");
        mounted.forEach(parts::add);
        json.set("limits", Frames.limits(chat.limits()).put("body", Body.MAX_BYTES));
        return json;
    }
}
