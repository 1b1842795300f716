package dev.parley.wire.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.MessageId;
import dev.parley.wire.Frame;
import dev.parley.wire.FrameType;
import dev.parley.wire.Json;
import dev.parley.wire.Problem;
import dev.parley.wire.Sockets;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A connection to a server that is kept, whatever happens to it. A {@link ClientListener} hears every change of the conversations
 * that are followed, each once, in order and none missing (G6), or that it has to begin afresh. What is sent is sent again until
 * the server has answered, with the same client_id: so it is stored once (G3), and in the order in which it was given for one
 * conversation. A lost connection is replaced, after 0.5 s doubling to 30 s with full jitter, or when the server said; unless the
 * server does not want that ({@link ClientListener#stopped}).
 *
 * <p>Commands return at once. Their futures complete when the server has answered; exceptionally with a {@link ClientException}
 * when it refused for good, when the client stops, or at once when 1,000 commands wait already. What a server cannot do now, or
 * refuses for how often, is tried again.
 *
 * <p>Thread-safe. One daemon thread does everything, calls the listener, and completes the futures; nothing that runs in it may
 * wait for this client. It ends with {@link #close}.
 */
public final class ChatClient implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ChatClient.class.getName());
    private static final int MOST_WAITING = 1_000;
    private static final int CUT = 1006;
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private final Dialer dialer;
    private final Protocol protocol;
    private final ScheduledThreadPoolExecutor thread;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final Set<CompletableFuture<?>> unanswered = ConcurrentHashMap.newKeySet();
    private Optional<Attempt> current = Optional.empty();
    private Optional<Future<?>> timer = Optional.empty();
    private long timerAt;

    private ChatClient(Builder settings, Dialer dialer, ClientListener listener) {
        this.dialer = dialer;
        this.thread = new ScheduledThreadPoolExecutor(1, ChatClient::named);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
        Protocol.Follower follower = new Protocol.Follower(settings.following, new Guarded(listener), settings.pace);
        this.protocol = new Protocol(new World(), follower, System::nanoTime, ThreadLocalRandom.current()::nextDouble);
    }

    private static Thread named(Runnable work) {
        Thread thread = new Thread(work, "parley-client");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A client of the server at this address.
     *
     * @param address as {@link Address#of} reads it, with the path of the mount
     * @param token of a session or of the API
     * @throws IllegalArgumentException when one of them is none
     */
    public static Builder of(String address, String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("A token is one word of letters, digits and signs.");
        }
        return new Builder(Address.of(address), token);
    }

    /** Says something; {@link #send(ConversationId, String, String)} with a client_id of its own. */
    public CompletableFuture<Sent> send(ConversationId conversation, String content) {
        return send(conversation, content, UUID.randomUUID().toString());
    }

    /**
     * Says something, once for each client_id.
     *
     * @param clientId 1 to 64 of {@code A–Z a–z 0–9 _ - : .}; the same one stores nothing twice, from wherever it comes
     */
    public CompletableFuture<Sent> send(ConversationId conversation, String content, String clientId) {
        ObjectNode command = command(FrameType.SEND, conversation).put("content", content);
        return order(
                conversation,
                command.put("client_id", clientId),
                ok -> new Sent(message(ok), ok.path("duplicate").asBoolean()));
    }

    /** Says it otherwise. */
    public CompletableFuture<ReceivedMessage> edit(ConversationId conversation, MessageId message, String content) {
        ObjectNode command = command(FrameType.EDIT, conversation).put("message", message.value());
        return order(conversation, command.put("content", content), ChatClient::message);
    }

    /** Takes it back, for everybody. */
    public CompletableFuture<ReceivedMessage> delete(ConversationId conversation, MessageId message) {
        ObjectNode command = command(FrameType.DELETE, conversation).put("message", message.value());
        return order(conversation, command, ChatClient::message);
    }

    /** Moves the user's marker forward to this change; brings how many messages are left unread. */
    public CompletableFuture<Long> read(ConversationId conversation, long seq) {
        ObjectNode command = command(FrameType.READ, conversation).put("seq", seq);
        return order(conversation, command, ok -> ok.path("unread").longValue());
    }

    private static ObjectNode command(String type, ConversationId conversation) {
        return Json.object().put("type", type).put("conversation", conversation.value());
    }

    private static ReceivedMessage message(ObjectNode ok) {
        return new ReceivedMessage(ok.path("message").deepCopy());
    }

    private <T> CompletableFuture<T> order(
            ConversationId conversation, ObjectNode command, Function<ObjectNode, T> read) {
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        if (Frame.of(Json.text(command)).bytes() > Sockets.MAX_FRAME - 100) {
            answer.completeExceptionally(new ClientException(Problem.tooLarge(Sockets.MAX_FRAME)));
        } else if (!room.tryAcquire()) {
            answer.completeExceptionally(
                    new ClientException(MOST_WAITING + " commands wait already. Send more slowly."));
        } else {
            unanswered.add(answer);
            answer.whenComplete((ok, failure) -> {
                unanswered.remove(answer);
                room.release();
            });
            run(() -> protocol.order(new Order(conversation, command, answer)));
        }
        return answer.thenApply(read);
    }

    /** Where each conversation that is followed stands, to go on from another time. */
    public CompletableFuture<Positions> positions() {
        CompletableFuture<Positions> positions = new CompletableFuture<>();
        unanswered.add(positions);
        positions.whenComplete((known, failure) -> unanswered.remove(positions));
        run(() -> positions.complete(new Positions(protocol.epoch(), protocol.positions())));
        return positions;
    }

    /**
     * Where a client stands.
     *
     * <p>Thread-safe: immutable.
     *
     * @param epoch what the numbers belong to; empty before the server has said so
     */
    public record Positions(Optional<String> epoch, Map<ConversationId, Long> seqs) {}

    /** Has the one thread do it, and what is due after it. */
    private void run(Runnable work) {
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } finally {
                    setTimer();
                }
            });
        } catch (RejectedExecutionException closed) {
            failUnanswered();
        }
    }

    private void failUnanswered() {
        unanswered.forEach(answer -> answer.completeExceptionally(new ClientException("The client was closed.")));
    }

    /** Frames come more often than timers are due; so one that comes too early is left to find that out by itself. */
    private void setTimer() {
        OptionalLong due = protocol.due();
        boolean soonEnough =
                timer.filter(set -> !set.isDone()).isPresent() && due.isPresent() && timerAt - due.getAsLong() <= 0;
        if (due.isEmpty() || soonEnough || thread.isShutdown()) {
            return;
        }
        timer.ifPresent(set -> set.cancel(false));
        timerAt = due.getAsLong();
        long wait = Math.max(0, timerAt - System.nanoTime());
        timer = Optional.of(thread.schedule(this::ring, wait, TimeUnit.NANOSECONDS));
    }

    private void ring() {
        timer = Optional.empty();
        protocol.tick();
        setTimer();
    }

    /** Ends it, without waiting for what is on its way: the futures fail. Calling it again does nothing. */
    @Override
    public void close() {
        run(() -> {
            protocol.close();
            thread.shutdown();
            failUnanswered();
        });
    }

    /** What the protocol does to the world; called by the one thread. */
    private final class World implements Protocol.Outside {

        @Override
        public void dial() {
            Attempt attempt = new Attempt();
            current = Optional.of(attempt);
            try {
                attempt.line = Optional.of(dialer.dial(attempt));
            } catch (RuntimeException | Error broken) { // whatever it is: it is tried again as any other line that ends
                LOG.log(System.Logger.Level.WARNING, "The dialer failed", broken);
                attempt.closed(CUT, "the dialer failed");
            }
        }

        @Override
        public void write(String frame) {
            current.flatMap(attempt -> attempt.line).ifPresent(line -> line.write(frame));
        }

        @Override
        public void hangUp() {
            current.flatMap(attempt -> attempt.line).ifPresent(Line::close);
            current = Optional.empty();
        }
    }

    /** One line; what a former one still tells is not heard. */
    private final class Attempt implements Dialer.Ear {

        private Optional<Line> line = Optional.empty();

        private void whileCurrent(Runnable work) {
            run(() -> {
                if (current.filter(this::equals).isPresent()) {
                    work.run();
                }
            });
        }

        @Override
        public void text(String frame, Runnable handled) {
            whileCurrent(() -> {
                protocol.text(frame);
                handled.run();
            });
        }

        @Override
        public void closed(int code, String reason) {
            whileCurrent(() -> protocol.closed(code, reason));
        }

        @Override
        public void refused(int status, Optional<Duration> retryAfter) {
            whileCurrent(() -> protocol.refused(status, retryAfter));
        }
    }

    /**
     * What a client is to be like. Unless it is told to follow something it follows nothing, and only carries out commands.
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {

        private final Address address;
        private final String token;
        private Following following = Following.NOTHING;
        private BackOff.Pace pace = BackOff.Pace.USUAL;
        private Optional<Dialer> dialer = Optional.empty();

        private Builder(Address address, String token) {
            this.address = address;
            this.token = token;
        }

        /**
         * Follow every conversation of the user: from now on, and those that are opened later from their first change. Of more
         * than a thousand, the latest are followed at once and the others when something happens in them.
         */
        public Builder following() {
            following = following.everything();
            return this;
        }

        /** Follow this one from now on. */
        public Builder following(ConversationId conversation) {
            following = following.with(conversation, Optional.empty());
            return this;
        }

        /** Follow this one, of which the changes up to this number are known. */
        public Builder following(ConversationId conversation, long position) {
            following = following.with(conversation, Optional.of(position));
            return this;
        }

        /** Go on where another client stood. */
        public Builder resuming(Positions positions) {
            positions.seqs().forEach(this::following);
            positions.epoch().ifPresent(epoch -> following = following.since(epoch));
            return this;
        }

        /** Begin with the first change of what is followed, where no position is known, and not with what comes now. */
        public Builder fromTheStart() {
            following = following.fromTheStart();
            return this;
        }

        /** Pull as many changes at the most; who is further behind hears of a reset. 300 unless this is called. */
        public Builder farthestBehind(long changes) {
            following = following.atMost(changes);
            return this;
        }

        /** Connect in another way than with a plain {@link HttpClient}, for example through a proxy. */
        public Builder over(Dialer other) {
            dialer = Optional.of(other);
            return this;
        }

        /** Connect with an HTTP client of one's own, for example one that goes through a proxy. */
        public Builder over(HttpClient http) {
            return over(new JdkDialer(http, address, token));
        }

        Builder pace(BackOff.Pace other) {
            pace = other;
            return this;
        }

        /** Begins to connect. */
        public ChatClient start(ClientListener listener) {
            Dialer usual = dialer.orElseGet(() -> new JdkDialer(HttpClient.newHttpClient(), address, token));
            ChatClient client = new ChatClient(this, usual, listener);
            client.run(client.protocol::start);
            return client;
        }
    }
}
