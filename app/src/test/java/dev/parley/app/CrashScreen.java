package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.app.LiveSocket.Line;
import dev.parley.contract.history.Op;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody's screen through all crashes: each time it is connected it pulls what it has missed, and is told the rest. All that
 * comes is noted for the checker of histories, with where each connection began.
 */
final class CrashScreen {

    private final String name;
    private final CrashHistory history;
    private final Map<Long, JsonNode> shown = new HashMap<>();
    private final Map<Long, Long> begins = new HashMap<>();
    private Optional<LiveSocket> socket = Optional.empty();
    private int connections;
    private int noted;
    private int pulls;
    private int pushed;

    CrashScreen(String name, CrashHistory history) {
        this.name = name;
        this.history = history;
    }

    /** Connects anew and pulls all that it has missed. */
    void connect(URI server, String token) {
        socket.ifPresent(LiveSocket::close);
        note();
        connections++;
        noted = 0;
        begins.clear();
        LiveSocket opened = LiveSocket.open(server, token);
        socket = Optional.of(opened);
        JsonNode hello = opened.await(line -> line.is("hello"), 1).get(0).json();
        hello.path("positions").properties().forEach(position -> {
            long conversation = Long.parseLong(position.getKey());
            begins.put(conversation, position.getValue().longValue());
            pull(opened, conversation);
        });
    }

    /** The server has gone; what it had told before is noted. */
    void disconnected() {
        socket.ifPresent(LiveSocket::closeCode);
        note();
    }

    int pushed() {
        return pushed;
    }

    /** How far it has come, and how far there was to come in each conversation. */
    void compare(Map<Long, Long> tops) {
        note();
        assertThat(shown.keySet()).as("what " + name + " has seen").containsAll(tops.keySet());
        shown.forEach(
                (conversation, last) -> history.arrived(name, connection(), last, tops.getOrDefault(conversation, 0L)));
    }

    private String connection() {
        return "screen of " + name + "#" + connections;
    }

    private void pull(LiveSocket from, long conversation) {
        ObjectNode page;
        do {
            int id = ++pulls;
            long asked = history.now();
            from.send("{'id':" + id + ",'type':'changes','conversation':" + conversation + ",'after':"
                    + position(conversation) + "}");
            page = from.await(line -> line.json().path("id").asInt() == id, 1)
                    .get(0)
                    .json();
            assertThat(page.path("type").asText()).as("the answer to a pull").isEqualTo("ok");
            page.path("changes").forEach(change -> {
                history.over(Op.PULLED, name, connection(), change, asked);
                show(change);
            });
        } while (page.path("more").booleanValue());
    }

    private long position(long conversation) {
        return Optional.ofNullable(shown.get(conversation))
                .map(last -> last.path("seq").longValue())
                .orElse(0L);
    }

    /** Notes what was pushed since it was last noted. */
    private void note() {
        List<Line> lines = socket.map(open -> open.await(line -> true, 0)).orElse(List.of());
        lines.stream().skip(noted).map(Line::json).forEach(this::note);
        noted = lines.size();
    }

    private void note(ObjectNode line) {
        long conversation = line.path("conversation").longValue();
        if (line.path("type").asText().equals("conversation.added")) {
            begins.put(conversation, line.path("seq").longValue());
        } else if (line.path("type").asText().startsWith("message.")) {
            pushed++;
            Optional.ofNullable(begins.remove(conversation))
                    .ifPresent(begin -> history.greeted(name, connection(), line, begin));
            history.over(Op.PUSHED, name, connection(), line, 0);
            show(line);
        }
    }

    /** Shows the next change, and no other. */
    private void show(JsonNode change) {
        long conversation = change.path("conversation").longValue();
        if (change.path("seq").longValue() == position(conversation) + 1) {
            shown.put(conversation, change);
            history.over(Op.APPLIED, name, connection(), change, 0);
        }
    }
}
