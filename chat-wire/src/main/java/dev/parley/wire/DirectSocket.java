package dev.parley.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Chat;
import dev.parley.core.Messages;
import dev.parley.core.Subscription;
import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Person;
import dev.parley.core.model.Position;
import dev.parley.core.model.Posted;
import dev.parley.core.port.Subscriber;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The older socket, {@code /ws/chat/{username}/}: one direct conversation, one JSON object a frame; a thin translation onto the
 * same use cases as everything else. Both sides see every message, also the sender's own. It knows no numbers and no answers: a
 * command is answered by what it brings, or by {@code {"error": …}}. Nor does it know a ping, so that a transport over which
 * only text is counted should not serve it.
 *
 * <p>Thread-safe; {@link #onText} is called by one thread at a time and never blocks.
 */
final class DirectSocket extends WatchedSocket {

    private static final Function<Envelope, List<Frame>> ENCODER = DirectSocket::encoded;

    private final Chat chat;
    private final Actor actor;
    private final Flood flood = new Flood();
    private final Pair pair;
    private final Subscription subscription;
    private final AtomicInteger byPair = new AtomicInteger();
    private volatile @Nullable ConversationId opened;

    /** Begins to follow the conversation of the caller and the other one. */
    DirectSocket(Sockets sockets, Caller caller, AccountId other, Connection connection) {
        super(sockets, connection, Outbox.oneByOne(connection, sockets.budget(), Outbox.BOUND));
        this.chat = sockets.chat();
        this.actor = caller.actor();
        this.pair = Pair.of(caller.account(), other);
        this.subscription = outbox.unlessItFails(() -> chat.conversations().follow(caller, other, new Live()));
    }

    @Override
    public void onText(String text) {
        heard();
        if (outbox.open() && takes()) {
            begun(text).whenComplete((done, failure) -> {
                if (failure != null) {
                    refuse(failure);
                }
                answered();
            });
        }
    }

    private CompletableFuture<?> begun(String text) {
        try {
            return carryOut(Json.parse(text));
        } catch (ChatException | Json.Malformed refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
    }

    private CompletableFuture<?> carryOut(ObjectNode command) {
        Messages messages = chat.messages();
        if (command.has("delete_message_id")) {
            return messages.deleteAsync(actor, known(), id(command, "delete_message_id"));
        }
        String content = content(command);
        return command.has("message_id")
                ? messages.editAsync(actor, known(), id(command, "message_id"), content)
                : post(Draft.text(content));
    }

    /**
     * Once open, the conversation is addressed by its id, so that all that concerns it goes through one lane; but not before
     * what was addressed by the pair is stored, which it would overtake.
     */
    private CompletableFuture<Posted> post(Draft draft) {
        ConversationId id = opened;
        return id == null || byPair.get() > 0
                ? postByPair(draft)
                : chat.messages().postAsync(actor, id, draft);
    }

    private CompletableFuture<Posted> postByPair(Draft draft) {
        CompletableFuture<Posted> posted = chat.messages().postAsync(actor, pair, draft);
        byPair.incrementAndGet();
        return posted.whenComplete((done, failure) -> byPair.decrementAndGet());
    }

    private ConversationId known() {
        return Optional.ofNullable(opened).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
    }

    private static String content(ObjectNode command) {
        JsonNode message = command.path("message");
        if (!message.isTextual()) {
            throw ChatException.invalid(
                    "message",
                    "required",
                    "Send {\"message\"}, {\"message_id\", \"message\"} or {\"delete_message_id\"}.");
        }
        return message.textValue();
    }

    private static MessageId id(ObjectNode command, String field) {
        JsonNode id = command.path(field);
        if (!id.isIntegralNumber() || !id.canConvertToLong()) {
            throw ChatException.invalid(field, "not_an_id", "The id of a message is a whole number.");
        }
        try {
            return new MessageId(id.longValue());
        } catch (IllegalArgumentException none) {
            throw ChatException.of(ErrorCode.NOT_FOUND);
        }
    }

    private void refuse(Throwable failure) {
        Answered refusal = Answered.error(Optional.empty(), failure);
        ObjectNode answer = Json.object();
        answer.set("error", refusal.json().path("error"));
        outbox.offer(Frame.of(Json.text(answer)));
        if (refusal.floods() && flood.refused(System.nanoTime())) {
            end(CloseCode.FLOOD, Sockets.retryAfter(10_000));
        }
    }

    /** Its clients know no ping; those of the transport are the adapter's. */
    @Override
    void ping() {}

    @Override
    public void close() {
        subscription.close();
        super.close();
    }

    private static List<Frame> encoded(Envelope envelope) {
        return envelope.changes().stream()
                .map(DirectSocket::json)
                .flatMap(Optional::stream)
                .map(json -> Frame.of(Json.text(json)))
                .toList();
    }

    /** Nothing for a text that was taken away before it was ever shown. */
    private static Optional<ObjectNode> json(Change change) {
        Message message = change.message();
        ObjectNode json = Json.object()
                .put("sender", name(message.sender()))
                .put("receiver", message.receiver().map(DirectSocket::name).orElse(null));
        return switch (change.kind()) {
            case MESSAGE_CREATED ->
                message.content()
                        .map(text ->
                                json.put("message", text).put("id", message.id().value()));
            case MESSAGE_EDITED ->
                message.content()
                        .map(text -> json.put("message", text)
                                .put("message_id", message.id().value()));
            case MESSAGE_DELETED ->
                Optional.of(json.put("deleted_message_id", message.id().value()));
            default -> Optional.empty(); // nothing else happens in a direct conversation that its clients know of
        };
    }

    private static String name(Person person) {
        return person.username().orElse(person.displayName());
    }

    /** What the core tells. */
    private final class Live implements Subscriber {

        @Override
        public void started(List<Position> positions) {
            positions.forEach(position -> opened = position.conversation());
        }

        @Override
        public void changed(Envelope envelope) {
            opened = envelope.conversation();
            envelope.encoded(ENCODER).forEach(outbox::offer);
        }

        @Override
        public void happened(ChatEvent event) {
            if (event instanceof ChatEvent.ConversationAdded added) {
                opened = added.conversation();
            }
        }

        @Override
        public void ended(Ending why) {
            DirectSocket.this.ended(why);
        }
    }
}
