package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.wire.Json;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A socket of somebody, with all that came of it.
 *
 * <p>Thread-safe but for sending.
 */
final class ChatSocket implements WebSocket.Listener, AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    private volatile String reason = "";

    private ChatSocket(Client who, String path) {
        WebSocket.Builder builder = Client.HTTP.newWebSocketBuilder();
        for (int i = 0; i < who.headers().size(); i += 2) {
            builder.header(who.headers().get(i), who.headers().get(i + 1));
        }
        URI address = URI.create(who.address().toString().replaceFirst("^http", "ws") + path);
        socket = builder.buildAsync(address, this).join();
    }

    /** The older socket with somebody. */
    static ChatSocket open(Client who, Client other) {
        return at(who, "/ws/chat/" + other.name() + "/");
    }

    static ChatSocket at(Client who, String path) {
        return new ChatSocket(who, path);
    }

    /** The status with which the handshake is refused; 101 when it is not. */
    static int status(Client who, String path) {
        try {
            at(who, path).close();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    /** Sends JSON; an apostrophe stands for a quotation mark. */
    ChatSocket send(String json) {
        return sendRaw(json.replace('\'', '"'));
    }

    ChatSocket sendRaw(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    void sendBinary(byte... bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** The next line; the older socket sends one a frame. */
    ObjectNode next() {
        return Json.parse(nextText());
    }

    String nextText() {
        try {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(line).as("a line").isNotNull();
            Leaks.checkText("a line", line);
            return line;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks {@code /ws} for something and gives back its answer; what is pushed meanwhile is passed over. */
    ObjectNode ask(String command) {
        send(command);
        return answer();
    }

    /** The next answer of {@code /ws}. */
    ObjectNode answer() {
        ObjectNode line = next();
        while (!Set.of("ok", "error").contains(line.path("type").asText())) {
            line = next();
        }
        return line;
    }

    /** Pulls all that came after a change, each behind the one before, and gives back the last. */
    long pullAll(long conversation, long after) {
        long at = after;
        ObjectNode page;
        do {
            page = ask("{'id':1,'type':'changes','conversation':" + conversation + ",'after':" + at + "}");
            for (JsonNode change : page.path("changes")) {
                at++;
                assertThat(change.path("seq").asLong()).isEqualTo(at);
            }
        } while (page.path("more").asBoolean());
        assertThat(page.path("top").asLong()).as(page.toString()).isEqualTo(at);
        return at;
    }

    /** The next frame, which is a refusal: its code, and the fields that were wrong. */
    String refusal() {
        ObjectNode frame = next();
        assertThat(frame.fieldNames()).toIterable().containsExactly("error");
        StringBuilder all = new StringBuilder(frame.at("/error/code").asText());
        frame.at("/error/errors")
                .forEach(error -> all.append(' ')
                        .append(error.path("field").asText())
                        .append(':')
                        .append(error.path("code").asText()));
        return all.toString();
    }

    /** The code with which the server closes, or 1006 when it just goes away. */
    int closeCode() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** What was said with the code. */
    String closeReason() {
        closeCode();
        return reason;
    }

    boolean open() {
        return !closed.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            text.toString().lines().forEach(lines::add);
            text.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String why) {
        reason = why;
        closed.complete(code);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
