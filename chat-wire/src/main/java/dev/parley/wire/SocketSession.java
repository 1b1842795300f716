package dev.parley.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Chat;
import dev.parley.core.Subscription;
import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.Account;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Position;
import dev.parley.core.port.Subscriber;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The socket {@code /ws}: everything of one user over one connection. It says where all conversations stand, and from exactly
 * there on pushes every change, in order and without a gap (G6); what a client missed before, it pulls. Each command gets one
 * answer. A frame holds one or more objects, one a line; an empty one is a ping or its answer.
 *
 * <p>Thread-safe; {@link #onText} is called by one thread at a time and never blocks.
 */
final class SocketSession implements Socket {

    /** How long nothing may be heard of a client. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final int MOST_LINES = 1_000;
    private static final Frame PING = Frame.of("{}");
    private static final Function<Envelope, Frame> ENCODER = SocketSession::encoded;

    private final Sockets sockets;
    private final Connection connection;
    private final Flood flood = new Flood();
    private final Outbox outbox;
    private final Commands commands;
    private final Subscription subscription;
    private volatile long heard;
    private long pinged;
    private long received;

    /** Greets the caller and begins to listen. Blocks until the store has answered. */
    SocketSession(Sockets sockets, Caller caller, Connection connection) {
        this.sockets = sockets;
        this.connection = connection;
        Chat chat = sockets.chat();
        this.outbox = Outbox.joining(connection, sockets.budget(), Outbox.BOUND);
        this.commands = new Commands(chat, caller.actor(), this::answer, sockets.blocking());
        this.heard = System.nanoTime();
        this.pinged = heard;
        Account account = chat.accounts().account(caller.actor());
        this.subscription = outbox.unlessItFails(() -> chat.subscribe(caller, new Live(account)));
    }

    @Override
    public void onText(String text) {
        heard = System.nanoTime();
        List<String> lines = text.lines().limit(MOST_LINES + 1L).toList();
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            end(CloseCode.BROKEN, "A frame holds 1 to " + MOST_LINES + " lines");
            return;
        }
        lines.stream().takeWhile(line -> outbox.open()).forEach(this::command);
    }

    private void command(String line) {
        try {
            ObjectNode object = Json.parse(line);
            if (!object.isEmpty()) {
                commands.carryOut(object);
            }
        } catch (Json.Malformed malformed) {
            end(CloseCode.BROKEN, "A line is no JSON object, or exceeds a bound");
        }
    }

    private void answer(Answered answer, Runnable written) {
        outbox.offer(Frame.of(Json.text(answer.json())), written);
        if (answer.floods() && flood.refused(System.nanoTime())) {
            end(CloseCode.FLOOD, Sockets.retryAfter(TimeUnit.SECONDS.toMillis(10)));
        }
    }

    /** Pings the client when it is time, or gives up one of which nothing was heard. Called by one thread. */
    void tick(long now) {
        listen(now);
        if (now - heard > SILENCE_NANOS) {
            end(CloseCode.SILENT, "no sign of life");
        } else if (now - pinged > Sockets.PING.toNanos()) {
            pinged = now;
            outbox.offer(PING);
        }
    }

    /** Frames that bring no text, such as the answer to a ping of the transport, are signs of life as well. */
    private void listen(long now) {
        long frames = connection.received();
        if (frames != received) {
            received = frames;
            heard = now;
        }
    }

    @Override
    public void end(CloseCode code, String reason) {
        outbox.close(code, reason);
    }

    @Override
    public void close() {
        subscription.close();
        outbox.closed();
        sockets.forget(this);
    }

    static Frame encoded(Envelope envelope) {
        return Frame.of(envelope.changes().stream()
                .map(change -> Json.text(Frames.change(change)))
                .collect(Collectors.joining("\n")));
    }

    /** What the core tells. */
    private final class Live implements Subscriber {

        private final Account account;

        Live(Account account) {
            this.account = account;
        }

        @Override
        public void started(List<Position> positions) {
            outbox.offer(sockets.hello(account, positions));
        }

        @Override
        public void changed(Envelope envelope) {
            outbox.offer(envelope.encoded(ENCODER));
        }

        @Override
        public void happened(ChatEvent event) {
            Frame frame = Frame.of(Json.text(Frames.event(event)));
            if (event.passing()) {
                outbox.offerDroppable(frame);
            } else {
                outbox.offer(frame);
            }
        }

        @Override
        public void ended(Ending why) {
            SocketSession.this.ended(why);
        }
    }
}
