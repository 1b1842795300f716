package dev.parley.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.cli.launch.Logging;
import io.javalin.Javalin;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one writes first: a broadcast that stores nothing and sends each message to each connection by itself. It speaks as much
 * of the protocol as the bench needs, with lines of the same fields and lengths, in a process of its own. The baseline of {@link
 * SpeedBenchmark}.
 */
final class NaiveBroadcast {

    /** The only conversation. */
    static final long CONVERSATION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<WsContext> everybody = ConcurrentHashMap.newKeySet();
    private long seq;

    private NaiveBroadcast() {}

    /** Listens on any free port and says which. */
    public static void main(String[] args) {
        Logging.start("warn", Logging.Format.TEXT);
        NaiveBroadcast broadcast = new NaiveBroadcast();
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.ws("/ws", broadcast::serve);
        });
        server.start("127.0.0.1", 0);
        System.out.println("http://127.0.0.1:" + server.port());
    }

    private void serve(WsConfig socket) {
        socket.onConnect(this::greet);
        socket.onMessage(this::broadcast);
        socket.onClose(everybody::remove);
    }

    private synchronized void greet(WsConnectContext one) {
        one.session.setIdleTimeout(Duration.ofMinutes(5));
        one.send("{\"type\":\"hello\",\"protocol\":1,\"positions\":{\"" + CONVERSATION + "\":" + seq + "}}");
        everybody.add(one);
    }

    /** One at a time, so that the order is the same for all. */
    private synchronized void broadcast(WsMessageContext from) {
        JsonNode command = read(from.message());
        seq++;
        ObjectNode message = message(command);
        ObjectNode change = JSON.createObjectNode()
                .put("type", "message.created")
                .put("conversation", CONVERSATION)
                .put("seq", seq);
        String line = change.set("message", message).toString();
        everybody.forEach(one -> one.send(line));
        ObjectNode ok = JSON.createObjectNode().put("id", command.path("id").longValue());
        ok.put("type", "ok").set("message", message);
        from.send(ok.put("duplicate", false).toString());
    }

    private ObjectNode message(JsonNode command) {
        return JSON.createObjectNode()
                .put("id", 1_000 + seq)
                .put("conversation", CONVERSATION)
                .put("seq", seq)
                .put("version", 1)
                .put("sender", "bsomebodya-a")
                .put("sender_id", 1)
                .put("receiver", "bsomebodya-b")
                .put("content", command.path("content").textValue())
                .put("timestamp", Instant.now().toString().substring(0, 23) + "Z")
                .put("client_id", command.path("client_id").textValue());
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
