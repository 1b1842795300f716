package dev.parley.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Person;
import dev.parley.core.port.Oversight;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What conversations and their people look like in a terminal: rows for people, one JSON object a line for programs. */
final class Sheets {

    /** ASCII only: nothing in a line can steer a terminal (attack C23). */
    private static final ObjectMapper JSON = new ObjectMapper(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    private Sheets() {}

    static String json(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    static ObjectNode conversation(Oversight.Entry entry) {
        Conversation conversation = entry.conversation();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", conversation.id().value())
                .put("kind", word(conversation.kind()));
        conversation.title().ifPresent(title -> json.put("title", title));
        conversation.topic().ifPresent(topic -> json.put("topic", topic));
        json.put("members", conversation.members())
                .put("messages", conversation.liveCount())
                .put("seq", conversation.lastSeq())
                .put("created_at", conversation.createdAt().toString());
        conversation.lastMessageAt().ifPresent(at -> json.put("last_message_at", at.toString()));
        if (!entry.people().isEmpty()) {
            json.set("people", names(entry.people()));
        }
        return json;
    }

    static ObjectNode participant(Participant participant) {
        Person person = participant.person();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", person.id().value())
                .put("username", person.username().orElse(null))
                .put("display_name", person.displayName())
                .put("role", word(participant.role()));
    }

    private static ArrayNode names(List<Person> people) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        people.forEach(person -> names.add(name(person)));
        return names;
    }

    /** What a conversation is called: its title, or who is in it. */
    static String title(Oversight.Entry entry) {
        return entry.conversation()
                .title()
                .orElseGet(() -> entry.people().stream().map(Sheets::name).collect(Collectors.joining(", ")));
    }

    /** A username, or the id of who has none. */
    static String name(Person person) {
        return person.username().orElseGet(() -> "#" + person.id());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
