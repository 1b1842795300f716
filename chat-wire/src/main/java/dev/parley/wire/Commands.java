package dev.parley.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Chat;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Posted;
import dev.parley.core.model.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one {@link SocketSession}: a thin translation onto the same use cases as everything else.
 *
 * <p>Thread-safe; {@link #carryOut} never blocks.
 */
final class Commands {

    private static final int LONGEST_ID = 64;
    private static final Runnable NOTHING = () -> {};

    /** Gets the one answer to each command. */
    interface Answers {

        /** @param written to be called when the answer has left */
        void answer(Answered answer, Runnable written);
    }

    private final Chat chat;
    private final Actor actor;
    private final Answers answers;
    private final Turns turns;

    /** They wait for nothing here: they go through a lane, which answers when it has come to them, or touch no store. */
    private final Map<String, Function<Fields, CompletableFuture<ObjectNode>>> swift = Map.ofEntries(
            Map.entry(FrameType.SEND, this::send),
            Map.entry(FrameType.EDIT, this::edit),
            Map.entry(FrameType.DELETE, this::delete),
            Map.entry(FrameType.REACT, this::react),
            Map.entry(FrameType.PIN, this::pin),
            Map.entry(FrameType.TYPING, this::typing),
            Map.entry(FrameType.JOIN, this::join),
            Map.entry(FrameType.LEAVE, this::leave),
            Map.entry(FrameType.INVITE, this::invite),
            Map.entry(FrameType.REMOVE, this::remove),
            Map.entry(FrameType.ROLE, this::role),
            Map.entry(FrameType.UPDATE, this::update));

    /**
     * They wait for the store and, before that, for their turn. What they need is read at once, so that a few numbers wait and
     * not what was sent (G13).
     */
    private final Map<String, Function<Fields, Supplier<ObjectNode>>> waiting =
            Map.of(FrameType.CHANGES, this::changes, FrameType.READ, this::read, FrameType.SETTINGS, this::settings);

    Commands(Chat chat, Actor actor, Answers answers, Executor blocking) {
        this.chat = chat;
        this.actor = actor;
        this.answers = answers;
        this.turns = new Turns(blocking);
    }

    /** Has a command carried out and answered. */
    void carryOut(ObjectNode object) {
        JsonNode id = object.path("id");
        String type = object.path("type").asText();
        Fields fields = new Fields(object);
        if (!isId(id)) {
            refuse(Optional.empty(), wrongId());
        } else if (swift.containsKey(type)) {
            begun(id, () -> swift.get(type).apply(fields)).ifPresent(change -> whenDone(id, change));
        } else if (waiting.containsKey(type)) {
            begun(id, () -> waiting.get(type).apply(fields)).ifPresent(work -> inTurn(id, work));
        } else {
            refuse(Optional.of(id), unknown());
        }
    }

    private static boolean isId(JsonNode id) {
        boolean number = id.isIntegralNumber() && id.canConvertToLong();
        return number || id.isTextual() && isId(id.textValue());
    }

    /** A lone surrogate could not be told back as it came. */
    private static boolean isId(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_ID
                && text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static ChatException wrongId() {
        return ChatException.invalid(
                "id", "required", "A command has an id: a whole number, or a text of 64 characters at the most.");
    }

    private ChatException unknown() {
        String known = Stream.concat(swift.keySet().stream(), waiting.keySet().stream())
                .sorted()
                .collect(Collectors.joining(", "));
        return ChatException.invalid("type", "unknown", "There are the commands " + known + ".");
    }

    private void refuse(Optional<JsonNode> id, ChatException refusal) {
        answers.answer(Answered.error(id, refusal), NOTHING);
    }

    /** What is wrong with it as it came is answered at once. */
    private <T> Optional<T> begun(JsonNode id, Supplier<T> beginning) {
        try {
            return Optional.of(beginning.get());
        } catch (RuntimeException refusal) {
            answers.answer(Answered.error(Optional.of(id), refusal), NOTHING);
            return Optional.empty();
        }
    }

    private void whenDone(JsonNode id, CompletableFuture<ObjectNode> change) {
        change.whenComplete((brings, failure) -> answers.answer(answered(id, brings, failure), NOTHING));
    }

    private static Answered answered(JsonNode id, @Nullable ObjectNode brings, @Nullable Throwable failure) {
        return brings == null
                ? Answered.error(Optional.of(id), Objects.requireNonNull(failure))
                : Answered.ok(Optional.of(id), brings);
    }

    private void inTurn(JsonNode id, Supplier<ObjectNode> work) {
        if (!turns.take(() -> answers.answer(carriedOut(id, work), turns::next))) {
            refuse(
                    Optional.of(id),
                    ChatException.later(
                            ErrorCode.RATE_LIMITED, "Too much at once. Wait for the answers.", Duration.ofSeconds(1)));
        }
    }

    private static Answered carriedOut(JsonNode id, Supplier<ObjectNode> work) {
        try {
            return Answered.ok(Optional.of(id), work.get());
        } catch (RuntimeException | Error failure) { // whatever it is: who asked gets an answer, and the next its turn
            return Answered.error(Optional.of(id), failure);
        }
    }

    private CompletableFuture<ObjectNode> send(Fields fields) {
        ConversationId conversation = conversation(fields);
        String content = fields.text("content");
        Draft draft = new Draft(content, fields.optionalText("client_id"), fields.optionalMessage("reply_to"));
        fields.check();
        return chat.messages().postAsync(actor, conversation, draft).thenApply(Commands::posted);
    }

    private static ObjectNode posted(Posted posted) {
        return message(posted.message()).put("duplicate", posted.duplicate());
    }

    private static ObjectNode message(Message message) {
        ObjectNode json = Json.object();
        json.set("message", Frames.message(message));
        return json;
    }

    private CompletableFuture<ObjectNode> edit(Fields fields) {
        ConversationId conversation = conversation(fields);
        MessageId message = message(fields);
        String content = fields.text("content");
        fields.check();
        return chat.messages().editAsync(actor, conversation, message, content).thenApply(Commands::message);
    }

    private CompletableFuture<ObjectNode> delete(Fields fields) {
        ConversationId conversation = conversation(fields);
        MessageId message = message(fields);
        fields.check();
        return chat.messages().deleteAsync(actor, conversation, message).thenApply(Commands::message);
    }

    private CompletableFuture<ObjectNode> react(Fields fields) {
        ConversationId conversation = conversation(fields);
        MessageId message = message(fields);
        String emoji = fields.text("emoji");
        boolean on = fields.requiredFlag("on");
        fields.check();
        return chat.messages()
                .reactAsync(actor, conversation, message, emoji, on)
                .thenApply(Commands::message);
    }

    private CompletableFuture<ObjectNode> pin(Fields fields) {
        ConversationId conversation = conversation(fields);
        MessageId message = message(fields);
        boolean on = fields.requiredFlag("on");
        fields.check();
        return chat.messages().pinAsync(actor, conversation, message, on).thenApply(Commands::message);
    }

    private CompletableFuture<ObjectNode> typing(Fields fields) {
        chat.presence().typing(actor, conversation(fields));
        return CompletableFuture.completedFuture(Json.object());
    }

    private CompletableFuture<ObjectNode> join(Fields fields) {
        return done(chat.conversations().joinAsync(actor, conversation(fields)));
    }

    private CompletableFuture<ObjectNode> leave(Fields fields) {
        return done(chat.conversations().leaveAsync(actor, conversation(fields)));
    }

    private CompletableFuture<ObjectNode> invite(Fields fields) {
        return done(chat.conversations().inviteAsync(actor, conversation(fields), user(fields)));
    }

    private CompletableFuture<ObjectNode> remove(Fields fields) {
        ConversationId conversation = conversation(fields);
        AccountId user = user(fields);
        boolean ban = fields.optionalFlag("ban");
        fields.check();
        return done(chat.conversations().removeAsync(actor, conversation, user, ban));
    }

    private CompletableFuture<ObjectNode> role(Fields fields) {
        ConversationId conversation = conversation(fields);
        AccountId user = user(fields);
        Role role = fields.word("role", Role.class, Role.MEMBER);
        fields.check();
        return done(chat.conversations().appointAsync(actor, conversation, user, role));
    }

    private CompletableFuture<ObjectNode> update(Fields fields) {
        ConversationId conversation = conversation(fields);
        return done(chat.conversations().updateAsync(actor, conversation, ConversationCommands.change(fields)));
    }

    private static CompletableFuture<ObjectNode> done(CompletableFuture<Void> change) {
        return change.thenApply(nothing -> Json.object());
    }

    private Supplier<ObjectNode> read(Fields fields) {
        return ConversationCommands.read(chat, actor, conversation(fields), fields);
    }

    private Supplier<ObjectNode> settings(Fields fields) {
        return ConversationCommands.settings(chat, actor, conversation(fields), fields);
    }

    private Supplier<ObjectNode> changes(Fields fields) {
        ConversationId conversation = conversation(fields);
        long after = fields.number("after");
        fields.check();
        return () -> Frames.changes(chat.messages().changes(actor, conversation, after, Integer.MAX_VALUE));
    }

    private static ConversationId conversation(Fields fields) {
        return id(fields, "conversation", ConversationId::new);
    }

    private static AccountId user(Fields fields) {
        return id(fields, "user", AccountId::new);
    }

    private static MessageId message(Fields fields) {
        return id(fields, "message", MessageId::new);
    }

    /** A number that can be no id is the id of nothing. */
    private static <T> T id(Fields fields, String name, Function<Long, T> made) {
        long id = fields.number(name);
        fields.check();
        if (id < 1 || id > Fields.MAX_ID) {
            throw ChatException.of(ErrorCode.NOT_FOUND);
        }
        return made.apply(id);
    }
}
