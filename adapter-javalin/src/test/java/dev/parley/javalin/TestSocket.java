package dev.parley.javalin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A socket of a client, which keeps what comes, line by line; presence, which may come between any two, is left out. */
final class TestSocket implements WebSocket.Listener {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ApiDocument DOCUMENT = ApiDocument.shipped();
    private static final int PATIENCE = 20;

    private final BlockingQueue<JsonNode> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> reason = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private final boolean described;

    private TestSocket(URI uri, String header, String value) {
        this.described = uri.getPath().endsWith("/ws");
        this.socket = CLIENT.newWebSocketBuilder()
                .header(header, value)
                .buildAsync(uri, this)
                .orTimeout(PATIENCE, TimeUnit.SECONDS)
                .join();
    }

    static TestSocket open(int port, String path, String header, String value) {
        return new TestSocket(URI.create("ws://127.0.0.1:" + port + path), header, value);
    }

    /** Sends text; an apostrophe stands for a quotation mark. */
    void send(String text) {
        socket.sendText(text.replace('\'', '"'), true)
                .orTimeout(PATIENCE, TimeUnit.SECONDS)
                .join();
    }

    void binary(ByteBuffer data) {
        socket.sendBinary(data, true).orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }

    /** The next line. */
    JsonNode next() {
        try {
            JsonNode line = lines.poll(PATIENCE, TimeUnit.SECONDS);
            if (described && line != null && !line.isEmpty()) {
                DOCUMENT.checkFrame(line.toString());
            }
            return line == null ? MAPPER.createObjectNode().put("nothing", true) : line;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With which code the server closes. */
    int closeCode() {
        return closed.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }

    /** Why the server closes. */
    String closeReason() {
        return reason.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }

    void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            partial.toString()
                    .lines()
                    .map(TestSocket::read)
                    .filter(line -> !isPresence(line))
                    .forEach(lines::add);
            partial.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private static boolean isPresence(JsonNode line) {
        return line.path("type").asText().equals("presence");
    }

    private static JsonNode read(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        this.reason.complete(reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }
}
