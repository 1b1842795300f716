package dev.parley.wire.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.MessageId;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as the server sent it, with names for what is in it.
 *
 * <p>Thread-safe, provided that nobody changes the object.
 *
 * @param json all of it, also what this class has no name for
 */
public record ReceivedMessage(ObjectNode json) {

    public MessageId id() {
        return new MessageId(json.path("id").longValue());
    }

    public ConversationId conversation() {
        return new ConversationId(json.path("conversation").longValue());
    }

    /** The number of the change that created it. */
    public long seq() {
        return json.path("seq").longValue();
    }

    /** The larger of two is the later state of the same message. */
    public long version() {
        return json.path("version").longValue();
    }

    /** The username of who wrote it, if there is one. */
    public Optional<String> sender() {
        return text("sender");
    }

    public AccountId senderId() {
        return new AccountId(json.path("sender_id").longValue());
    }

    /** What it says; nothing once it is deleted. */
    public Optional<String> content() {
        return text("content");
    }

    public Instant sentAt() {
        return Instant.parse(json.path("timestamp").asText());
    }

    public String clientId() {
        return json.path("client_id").asText();
    }

    /** What the conversation notes about itself with it, such as {@code joined}; nothing for what people wrote. */
    public Optional<String> note() {
        return text("note");
    }

    /** Whom a note is about: the name that others see. */
    public Optional<String> about() {
        return Optional.ofNullable(json.path("about").path("display_name").textValue());
    }

    public boolean deleted() {
        return json.path("deleted").asBoolean();
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(json.path(field).textValue());
    }
}
