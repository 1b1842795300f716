package dev.parley.wire.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;
import dev.parley.wire.CloseCode;
import dev.parley.wire.FrameType;
import dev.parley.wire.Json;
import dev.parley.wire.Problem;
import dev.parley.wire.Sockets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * What a client has to do, as protocol section 5 says it: it is told what happens, and says what to do. It knows no network, no
 * thread and no clock but those that it is given, so that all of it can be tried out in no time.
 *
 * <p>Not thread-safe: whoever owns it calls one method at a time, and {@link #tick} when {@link #due} says so.
 */
final class Protocol {

    private static final System.Logger LOG = System.getLogger(Protocol.class.getName());

    /** How many pings may be missing, and a little more for the way. */
    private static final double PINGS = 2.4;

    private static final long HELLO_WITHIN = TimeUnit.SECONDS.toNanos(20);

    /** A connection that lived so long was a good one. */
    private static final long STEADY = TimeUnit.SECONDS.toNanos(5);

    /** How long to wait for a server to notice that the former line broke; it takes a minute at the most. */
    private static final Duration FORMER = Duration.ofSeconds(30);

    private static final long SHORTEST_PING = 1_000;
    private static final int LOST = 1006;

    /** What the protocol does to the world. */
    interface Outside {

        /** Begin to connect; whatever line there was is forgotten. */
        void dial();

        /** Send this frame over the line there is. */
        void write(String frame);

        /** Let go of the line there is; nothing of it is wanted any more. */
        void hangUp();
    }

    private final Outside outside;
    private final ClientListener listener;
    private final LongSupplier clock;
    private final Tracks tracks;
    private final Orders orders = new Orders();
    private final BackOff dialling;
    private final BackOff refusals;

    private ClientState state = ClientState.WAITING;
    private OptionalLong dialAt = OptionalLong.empty();
    private OptionalLong pausedUntil = OptionalLong.empty();
    private Optional<Stopped> stopped = Optional.empty();
    private boolean up;
    private boolean greeted;
    /** Whether it was ever greeted: until a server has noticed that a line broke, it counts that and the next. */
    private boolean seated;

    private long greetedAt;
    private long heard;
    private long silence = HELLO_WITHIN;
    private long ids;
    private long pullId;

    /** @param random from 0 to below 1 */
    Protocol(Outside outside, Follower follower, LongSupplier clock, DoubleSupplier random) {
        this.outside = outside;
        this.listener = follower.listener();
        this.clock = clock;
        this.tracks = new Tracks(follower.following(), listener);
        this.dialling = new BackOff(follower.pace(), random);
        this.refusals = new BackOff(follower.pace(), random);
    }

    /**
     * Who is told of what, and how eagerly a lost connection is replaced.
     *
     * <p>Thread rule: that of the listener.
     */
    record Follower(Following following, ClientListener listener, BackOff.Pace pace) {}

    void start() {
        dial();
    }

    private void dial() {
        dialAt = OptionalLong.empty();
        up = true;
        greeted = false;
        silence = HELLO_WITHIN;
        heard = clock.getAsLong();
        tell(ClientState.CONNECTING, "");
        outside.dial();
    }

    /** A frame has come over the line. */
    void text(String frame) {
        try {
            frame.lines().filter(line -> up).forEach(line -> line(Json.parse(line)));
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.WARNING, "The server sent what cannot be understood", broken);
            drop("the server sent what cannot be understood");
        }
        heard = clock.getAsLong();
        settle();
    }

    private void line(ObjectNode json) {
        if (json.isEmpty()) {
            outside.write("{}");
        } else if (!greeted) {
            hello(json);
        } else if (json.has("id")) {
            answer(json.path("id").longValue(), json);
        } else {
            push(json, json.path("type").asText());
        }
    }

    private void hello(ObjectNode json) {
        int spoken = json.path("protocol").asInt();
        if (!json.path("type").asText().equals(FrameType.HELLO) || spoken != Sockets.PROTOCOL) {
            stop(Stopped.Why.REFUSED, "The server does not speak version " + Sockets.PROTOCOL + " of the protocol.");
            return;
        }
        greeted = true;
        seated = true;
        greetedAt = clock.getAsLong();
        long ping = Math.max(json.path("ping_ms").longValue(), SHORTEST_PING);
        silence = (long) (TimeUnit.MILLISECONDS.toNanos(ping) * PINGS);
        tracks.hello(json);
    }

    private void answer(long id, ObjectNode json) {
        boolean settled = true;
        if (orders.isOnTheWay(id)) {
            settled = orders.answered(id, json);
        } else if (id == pullId) {
            settled = pulled(json);
        }
        if (settled) {
            refusals.reset();
        } else if (pausedUntil.isEmpty()) {
            Optional<Duration> told = Problem.read(json.path("error")).retryAfter();
            pausedUntil = OptionalLong.of(clock.getAsLong() + refusals.next(told));
        }
    }

    private boolean pulled(ObjectNode json) {
        pullId = 0;
        if (json.path("type").asText().equals(FrameType.OK)) {
            tracks.page(json);
            return true;
        }
        boolean retryable = json.path("error").path("retryable").asBoolean();
        tracks.refused(retryable);
        return !retryable;
    }

    private void push(ObjectNode json, String type) {
        switch (type) {
            case FrameType.CONVERSATION_ADDED ->
                tracks.added(conversation(json), json.path("seq").longValue());
            case FrameType.CONVERSATION_REMOVED -> tracks.remove(conversation(json));
            default -> {
                if (json.has("seq")) {
                    tracks.pushed(Received.of(json));
                } else {
                    listener.happened(type, json);
                }
            }
        }
    }

    private static ConversationId conversation(ObjectNode json) {
        return new ConversationId(json.path("conversation").longValue());
    }

    /** The line has ended. */
    void closed(int code, String reason) {
        if (code == CloseCode.TOO_MANY.number() && seated && !greeted) {
            comeBack(Optional.of(FORMER), "the former connection seems to count still (" + code + ")");
        } else if (!CloseCode.comeBack(code)) {
            forget();
            stop(why(code), "The server closed the connection: " + code + " " + reason);
        } else if (stopped.isEmpty()) {
            comeBack(retryAfter(reason), "the connection was lost (" + code + ")");
        }
    }

    private static Stopped.Why why(int code) {
        if (code == CloseCode.NOT_LOGGED_IN.number()) {
            return Stopped.Why.NOT_LOGGED_IN;
        }
        return code == CloseCode.TOO_MANY.number() ? Stopped.Why.TOO_MANY_CONNECTIONS : Stopped.Why.REFUSED;
    }

    private static Optional<Duration> retryAfter(String reason) {
        try {
            long millis = Json.parse(reason).path("retry_after_ms").asLong(-1);
            return Optional.of(millis).filter(wait -> wait >= 0).map(Duration::ofMillis);
        } catch (Json.Malformed words) {
            return Optional.empty();
        }
    }

    /** The server has answered the handshake with something else. */
    void refused(int status, Optional<Duration> retryAfter) {
        String detail = "the server answered with " + status;
        switch (status) {
            case 401 -> stop(Stopped.Why.NOT_LOGGED_IN, "The server does not know this token (401).");
            case 408, 425, 429 -> comeBack(retryAfter, detail);
            default -> {
                if (status < 500) {
                    stop(Stopped.Why.REFUSED, "There is no chat at this address: " + detail + ".");
                } else {
                    comeBack(retryAfter, detail);
                }
            }
        }
    }

    /** Has something carried out. */
    void order(Order order) {
        if (stopped.isPresent()) {
            order.answer().completeExceptionally(given(stopped.get()));
            return;
        }
        orders.add(order);
        settle();
    }

    /** Ends it. */
    void close() {
        stop(Stopped.Why.CLOSED, "The client was closed.");
    }

    Optional<String> epoch() {
        return tracks.epoch();
    }

    Map<ConversationId, Long> positions() {
        return tracks.positions();
    }

    /** When {@link #tick} wants to be called, at the latest. */
    OptionalLong due() {
        LongStream.Builder all = LongStream.builder();
        dialAt.ifPresent(all);
        if (up) {
            all.add(heard + silence);
        }
        if (greeted) {
            pausedUntil.ifPresent(all);
        }
        long now = clock.getAsLong();
        OptionalLong soonest = all.build().map(due -> due - now).min();
        return soonest.isPresent() ? OptionalLong.of(now + soonest.getAsLong()) : soonest;
    }

    /** Does what is due. */
    void tick() {
        long now = clock.getAsLong();
        if (dialAt.isPresent() && now - dialAt.getAsLong() >= 0) {
            dial();
        } else if (up && now - heard >= silence) {
            drop("nothing was heard of the server");
        }
        settle();
    }

    private void drop(String why) {
        outside.hangUp();
        comeBack(Optional.empty(), why);
    }

    /** Once a connection was good the next try comes soon. */
    private void comeBack(Optional<Duration> told, String why) {
        if (greeted && clock.getAsLong() - greetedAt >= STEADY) {
            dialling.reset();
        }
        forget();
        dialAt = OptionalLong.of(clock.getAsLong() + dialling.next(told));
        tell(ClientState.WAITING, why);
    }

    private void forget() {
        up = false;
        greeted = false;
        pullId = 0;
        orders.lost();
        tracks.lost();
    }

    private void stop(Stopped.Why why, String detail) {
        if (stopped.isPresent()) {
            return;
        }
        Stopped end = new Stopped(why, detail);
        stopped = Optional.of(end);
        if (up) {
            outside.hangUp();
        }
        forget();
        dialAt = OptionalLong.empty();
        pausedUntil = OptionalLong.empty();
        orders.giveUp(given(end));
        tell(ClientState.STOPPED, detail);
        listener.stopped(end);
    }

    private static ClientException given(Stopped end) {
        return new ClientException(end.detail());
    }

    /** Sends what may be sent now, and says how the client stands. */
    private void settle() {
        if (!greeted) {
            return;
        }
        if (pausedUntil.isPresent() && clock.getAsLong() - pausedUntil.getAsLong() >= 0) {
            pausedUntil = OptionalLong.empty();
        }
        if (pausedUntil.isEmpty()) {
            tracks.pull().ifPresent(pull -> outside.write(Json.text(pull.put("id", pullId = ++ids))));
            sendOrders();
        }
        tell(tracks.caughtUp() ? ClientState.CONNECTED : ClientState.CATCHING_UP, "");
    }

    private void sendOrders() {
        while (orders.due()) {
            long id = ++ids;
            ObjectNode command = Json.object().put("id", id);
            outside.write(Json.text(command.setAll(orders.next(id).command())));
        }
    }

    private void tell(ClientState now, String detail) {
        if (state != now) {
            state = now;
            listener.state(now, detail);
        }
    }
}
