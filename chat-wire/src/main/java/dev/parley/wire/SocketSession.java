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
import java.util.ArrayList;
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
final class SocketSession extends WatchedSocket {

    private static final int MOST_LINES = 1_000;
    private static final Frame PING = Frame.of("{}");
    private static final Function<Envelope, Frame> ENCODER = SocketSession::encoded;

    private final Flood flood = new Flood();
    private final Commands commands;
    private final Subscription subscription;

    /** Greets the caller and begins to listen. Blocks until the store has answered. */
    SocketSession(Sockets sockets, Caller caller, Connection connection) {
        super(sockets, connection, Outbox.joining(connection, sockets.budget(), Outbox.BOUND));
        Chat chat = sockets.chat();
        this.commands = new Commands(chat, caller.actor(), this::answer, sockets.blocking());
        Account account = chat.accounts().account(caller.actor());
        this.subscription = outbox.unlessItFails(() -> chat.subscribe(caller, new Live(account)));
    }

    @Override
    public void onText(String text) {
        heard();
        List<String> lines = text.lines().limit(MOST_LINES + 1L).toList();
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            end(CloseCode.BROKEN, "A frame holds 1 to " + MOST_LINES + " lines");
            return;
        }
        parsed(lines).stream()
                .filter(object -> !object.isEmpty())
                .takeWhile(object -> outbox.open() && takes())
                .forEach(commands::carryOut);
    }

    /** All of them, before any is carried out: of a frame that closes the socket nothing is, as nothing could be answered. */
    private List<ObjectNode> parsed(List<String> lines) {
        List<ObjectNode> objects = new ArrayList<>(lines.size());
        for (String line : lines) {
            try {
                objects.add(Json.parse(line));
            } catch (Json.Malformed malformed) {
                end(CloseCode.BROKEN, "Line " + (objects.size() + 1) + " is no JSON object, or exceeds a bound");
                return List.of();
            }
        }
        return objects;
    }

    private void answer(Answered answer, Runnable written) {
        outbox.offer(Frame.of(Json.text(answer.json())), written);
        answered();
        if (answer.floods() && flood.refused(System.nanoTime())) {
            end(CloseCode.FLOOD, Sockets.retryAfter(TimeUnit.SECONDS.toMillis(10)));
        }
    }

    @Override
    void ping() {
        outbox.offer(PING);
    }

    @Override
    public void close() {
        subscription.close();
        super.close();
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
