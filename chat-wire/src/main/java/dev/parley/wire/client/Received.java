package dev.parley.wire.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;
import java.util.Optional;

/**
 * One change of a conversation as the server sent it, with names for what is in it.
 *
 * <p>Thread-safe, provided that nobody changes the object.
 *
 * @param type the name of a {@link dev.parley.core.model.ChangeKind}, or one that this version does not know
 * @param seq its number: 1, 2, 3 … in its conversation
 * @param json all of it
 */
public record Received(String type, ConversationId conversation, long seq, ObjectNode json) {

    static Received of(ObjectNode json) {
        return new Received(
                json.path("type").asText(),
                new ConversationId(json.path("conversation").longValue()),
                json.path("seq").longValue(),
                json);
    }

    /** The message that it concerns, as it is now and not as it was; a later change of it may already be in it. */
    public Optional<ReceivedMessage> message() {
        return json.path("message") instanceof ObjectNode message
                ? Optional.of(new ReceivedMessage(message))
                : Optional.empty();
    }
}
