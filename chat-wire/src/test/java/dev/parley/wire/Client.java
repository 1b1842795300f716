package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The client's end of a socket that is no further away than a method call. */
final class Client implements Connection {

    private static final int PATIENCE = 5;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closedWith = new LinkedBlockingQueue<>();
    private final List<Callback> onTheWay = new ArrayList<>();
    private final List<String> passed = new ArrayList<>();
    private volatile String reason = "";
    private boolean slow;
    private Socket socket;

    /** A client of what is opened over its line. */
    static Client of(Function<Connection, Socket> opening) {
        Client client = new Client();
        client.socket = opening.apply(client);
        return client;
    }

    /** Sends a frame; an apostrophe stands for a quotation mark. */
    void send(String text) {
        socket.onText(text.replace('\'', '"'));
    }

    /** The next line that comes. */
    ObjectNode next() {
        return Json.parse(take(lines));
    }

    /** The next line that is an answer, past whatever is pushed. */
    JsonNode answer() {
        ObjectNode line = next();
        return line.has("id") || line.path("type").asText().equals("error") ? line : answer();
    }

    /** The next line of a type, past all others. */
    JsonNode awaited(String type) {
        ObjectNode line = next();
        String got = line.path("type").asText();
        passed.add(got);
        return got.equals(type) ? line : awaited(type);
    }

    /** The types of what was looked at by {@link #awaited}. */
    List<String> passed() {
        return passed;
    }

    List<String> waiting() {
        return List.copyOf(lines);
    }

    int closedWith() {
        return take(closedWith);
    }

    /** What was said with the close code. */
    String reason() {
        return reason;
    }

    boolean closed() {
        return !closedWith.isEmpty();
    }

    Socket socket() {
        return socket;
    }

    /** From now on nothing that is written arrives before {@link #readOn}. */
    synchronized void stopReading() {
        slow = true;
    }

    void readOn() {
        List<Callback> arrived;
        synchronized (this) {
            slow = false;
            arrived = List.copyOf(onTheWay);
            onTheWay.clear();
        }
        arrived.forEach(Callback::written);
    }

    private static <T> T take(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(PATIENCE, TimeUnit.SECONDS);
            assertThat(next).as("something within %s s", PATIENCE).isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void write(Frame frame, Callback callback) {
        frame.text().lines().forEach(lines::add);
        synchronized (this) {
            if (slow) {
                onTheWay.add(callback);
                return;
            }
        }
        callback.written();
    }

    @Override
    public void close(int code, String why) {
        reason = why;
        closedWith.add(code);
    }

    @Override
    public void disconnect() {
        closedWith.add(1006);
    }
}
