package dev.parley.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.Mention;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Note;
import dev.parley.core.model.Person;
import dev.parley.core.model.Quote;
import dev.parley.core.model.Reaction;
import org.jspecify.annotations.Nullable;

/**
 * What a message looks like on the wire, with all that is on it. What does not apply is left out.
 *
 * <p>Thread-safe: stateless.
 */
final class MessageFrame {

    private MessageFrame() {}

    static ObjectNode of(Message message) {
        ObjectNode json = Json.object()
                .put("id", message.id().value())
                .put("conversation", message.conversation().value())
                .put("seq", message.seq())
                .put("version", message.version())
                .put("sender", username(message.sender()))
                .put("sender_id", message.sender().id().value());
        message.receiver().ifPresent(receiver -> json.put("receiver", username(receiver)));
        message.replyTo().ifPresent(quote -> json.set("reply_to", quote(quote)));
        message.content().ifPresent(content -> json.put("content", content));
        message.said().flatMap(MarkupFrame::of).ifPresent(markup -> json.set("markup", markup));
        json.put("timestamp", Json.time(message.sentAt()));
        if (message.kind() == MessageKind.TEXT) {
            json.put("client_id", message.clientId());
        }
        message.editedAt().ifPresent(at -> json.put("edited_at", Json.time(at)));
        if (message.kind() != MessageKind.TEXT) {
            json.put("kind", Frames.wire(message.kind()));
        }
        message.note().ifPresent(note -> note(json, note));
        marks(json, message);
        if (message.deleted()) {
            json.put("deleted", true);
        }
        message.deletedBy().ifPresent(by -> json.set("deleted_by", Frames.user(by)));
        return json;
    }

    private static ObjectNode quote(Quote quote) {
        ObjectNode json = Json.object()
                .put("id", quote.id().value())
                .put("seq", quote.seq())
                .put("version", quote.version())
                .put("sender", username(quote.sender()))
                .put("sender_id", quote.sender().id().value());
        return quote.excerpt().map(excerpt -> json.put("excerpt", excerpt)).orElseGet(() -> json.put("deleted", true));
    }

    /** What is on a message; left out where there is nothing. */
    private static void marks(ObjectNode json, Message message) {
        if (!message.mentions().people().isEmpty()) {
            json.set("mentions", Frames.all(message.mentions().people(), MessageFrame::mention));
        }
        if (message.mentions().everybody()) {
            json.put("mentions_all", true);
        }
        if (!message.reactions().isEmpty()) {
            json.set("reactions", Frames.all(message.reactions(), MessageFrame::reaction));
        }
        if (message.pinned()) {
            json.put("pinned", true);
        }
    }

    private static ObjectNode mention(Mention mention) {
        return Json.object().put("id", mention.account().value()).put("username", mention.username());
    }

    private static ObjectNode reaction(Reaction reaction) {
        ObjectNode json = Json.object().put("emoji", reaction.emoji()).put("count", reaction.count());
        ArrayNode users = json.putArray("users");
        reaction.first().forEach(account -> users.add(account.value()));
        return json;
    }

    private static void note(ObjectNode json, Note note) {
        json.put("note", Frames.wire(note.kind()));
        note.about().ifPresent(person -> json.set("about", Frames.user(person)));
    }

    private static @Nullable String username(Person person) {
        return person.username().orElse(null);
    }
}
