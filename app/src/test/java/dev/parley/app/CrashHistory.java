package dev.parley.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.contract.history.Checker;
import dev.parley.contract.history.Entry;
import dev.parley.contract.history.History;
import dev.parley.contract.history.Op;
import dev.parley.contract.history.Phase;
import dev.parley.contract.history.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the writers asked and were told, and what the logs had each time, for the checker of histories. */
final class CrashHistory {

    private final History history = new History();
    private final AtomicLong clock = new AtomicLong();
    private final Map<String, Long> furthest = new HashMap<>();

    long now() {
        return clock.incrementAndGet();
    }

    void asked(String name, String receiver, String clientId, long t0) {
        send(name, receiver, clientId, Phase.INVOKE, t0);
    }

    void unknown(String name, String receiver, String clientId, long t0) {
        send(name, receiver, clientId, Phase.INFO, t0);
    }

    void refused(String name, String receiver, String clientId, long t0) {
        send(name, receiver, clientId, Phase.FAIL, t0);
    }

    private void send(String name, String receiver, String clientId, Phase phase, long t0) {
        long t1 = now();
        history.add(Entry.of(
                name,
                Op.SEND,
                phase,
                line -> line.in(pair(name, receiver)).key(clientId).time(t0, t1)));
    }

    /** A send, an edit or a deletion that was answered with the message. */
    void told(String name, Op op, JsonNode message, long t0) {
        long t1 = now();
        history.add(Entry.of(
                name,
                op,
                Phase.OK,
                line -> words(line, message)
                        .key(message.path("client_id").textValue())
                        .at(message.path("seq").longValue())
                        .time(t0, t1)));
    }

    /** A deletion, which is answered without the message. */
    void deleted(String name, String receiver, long id, long t0) {
        long t1 = now();
        history.add(Entry.of(
                name,
                Op.DELETE,
                Phase.OK,
                line -> line.in(pair(name, receiver)).message(id, 0, "").time(t0, t1)));
    }

    /** A change that somebody has read on the way; noted the first time only, for there are many rounds. */
    void pulled(String reader, String when, JsonNode change, long t0) {
        String room = pair(change.path("message"));
        long seq = change.path("seq").longValue();
        if (!furthest.containsKey(reader + room)) {
            history.add(Entry.of(reader, Op.MEMBER, Phase.OK, line -> line.in(room)));
        }
        if (furthest.getOrDefault(reader + room, 0L) < seq) {
            furthest.put(reader + room, seq);
            over(Op.PULLED, reader, reader + "#" + when, change, t0);
        }
    }

    /** A change as it is in the end, for one of those who may read it. */
    void truth(String reader, JsonNode change) {
        over(Op.LOG, change.path("message").path("sender").textValue(), reader, change, 0);
    }

    /** Where pushes of the conversation of a change begin on a connection. */
    void greeted(String name, String connection, JsonNode change, long position) {
        String room = pair(change.path("message"));
        history.add(Entry.of(
                name, Op.HELLO, Phase.OK, line -> line.over(connection).in(room).at(position)));
    }

    /** How far somebody has come in the end in the conversation of a change, and how far there was to come. */
    void arrived(String name, String connection, JsonNode change, long top) {
        String room = pair(change.path("message"));
        long seq = change.path("seq").longValue();
        history.add(Entry.of(
                name,
                Op.POSITION,
                Phase.OK,
                line -> line.over(connection).in(room).at(seq).top(top)));
    }

    /** A change that came over a connection, or was shown there. */
    void over(Op op, String client, String connection, JsonNode change, long t0) {
        long t1 = now();
        JsonNode message = change.path("message");
        history.add(Entry.of(
                client,
                op,
                Phase.OK,
                line -> words(line, message)
                        .over(connection)
                        .key(message.path("client_id").textValue())
                        .at(change.path("seq").longValue())
                        .time(t0, t1)));
    }

    private static Entry.Line words(Entry.Line line, JsonNode message) {
        String text = message.path("content").asText("");
        return line.in(pair(message))
                .message(
                        message.path("id").longValue(),
                        message.path("version").longValue(),
                        message.path("deleted").booleanValue() ? "" : text);
    }

    private static String pair(JsonNode message) {
        return pair(message.path("sender").textValue(), message.path("receiver").textValue());
    }

    private static String pair(String one, String other) {
        return Stream.of(one, other).sorted().collect(Collectors.joining(":"));
    }

    List<Violation> violations() {
        return Checker.check(history);
    }
}
