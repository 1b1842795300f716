package dev.parley.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Somebody's {@code /ws}: every line that came, with the moment at which it came. */
final class LiveSocket implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 60;

    /** A line and when it came, on the monotonic clock. */
    record Line(long nanos, ObjectNode json) {

        boolean is(String type) {
            return json.path("type").asText().equals(type);
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile String reason = "";
    private final WebSocket socket;

    private LiveSocket(URI server, String token) {
        this.socket = HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws" + server.toString().substring("http".length()) + "/ws"), this)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Connects and waits until it is greeted. */
    static LiveSocket open(URI server, String token) {
        LiveSocket live = new LiveSocket(server, token);
        live.await(line -> line.is("hello"), 1);
        return live;
    }

    /** Sends JSON; an apostrophe stands for a quotation mark. */
    void send(String json) {
        socket.sendText(json.replace('\'', '"'), true)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Says a word, which is also its client_id and the id of the command. */
    void post(long conversation, String word) {
        send("{'id':'" + word + "','type':'send','conversation':" + conversation + ",'client_id':'" + word
                + "','content':'" + word + "'}");
    }

    /** All lines of a kind, once there are so many. */
    synchronized List<Line> await(Predicate<Line> kind, int many) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (lines.stream().filter(kind).count() < many) {
            pause(end, many);
        }
        return lines.stream().filter(kind).toList();
    }

    /** Waits for so many lines of a kind, or the end; whether they came. */
    synchronized boolean came(Predicate<Line> kind, int many) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (open() && lines.stream().filter(kind).count() < many) {
            pause(end, many);
        }
        return open();
    }

    private void pause(long end, int many) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new AssertionError("Not " + many + " such lines, but at last "
                    + lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The code with which the server closes, or 1006 when it just goes away. */
    int closeCode() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** What the server said when it closed, or what went wrong when it just went away. */
    String closeReason() {
        closeCode();
        return reason;
    }

    boolean open() {
        return !closed.isDone();
    }

    @Override
    public synchronized CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        long now = System.nanoTime();
        partial.append(part);
        if (last) {
            partial.toString().lines().map(Json::parse).forEach(json -> lines.add(new Line(now, json)));
            partial.setLength(0);
            notifyAll();
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String why) {
        reason = why;
        over(code);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        reason = error.toString();
        over(1006);
    }

    private synchronized void over(int code) {
        closed.complete(code);
        notifyAll();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
