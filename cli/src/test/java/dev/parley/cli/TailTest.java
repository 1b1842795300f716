package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ConversationId;
import dev.parley.wire.Json;
import dev.parley.wire.client.Address;
import dev.parley.wire.client.ClientState;
import dev.parley.wire.client.Received;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code tail} shows of what others wrote, and of what a server says that is not to be trusted. */
class TailTest {

    private static final ConversationId ROOM = new ConversationId(7);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Tail tail(boolean json) {
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                InputStream.nullInputStream(),
                Map.of(),
                Optional.empty());
        return new Tail(terminal, new Server(Address.of("http://127.0.0.1:1"), "pat_x"), Optional.empty(), json);
    }

    private static Received message(String sender, String content) {
        ObjectNode json = Json.object()
                .put("type", "message.created")
                .put("conversation", 7)
                .put("seq", 1);
        json.putObject("message")
                .put("id", 9)
                .put("seq", 1)
                .put("sender", sender)
                .put("sender_id", 3)
                .put("content", content)
                .put("timestamp", "2026-01-01T00:00:00.000Z");
        return new Received("message.created", ROOM, 1, json);
    }

    @Test
    void whatAConversationNotesAboutItselfIsToldInOneLine() {
        Received joined = message("alice", "");
        ObjectNode json = (ObjectNode) joined.json().path("message");
        json.remove("content");
        json.put("kind", "system").put("note", "joined").putObject("about").put("display_name", "Bob Baker");

        tail(false).changed(joined);
        tail(false).changed(noted("role", "moderator"));

        assertThat(out.toString()).contains("7/1 * alice joined Bob Baker").contains("7/1 * alice role moderator");
    }

    private static Received noted(String note, String words) {
        Received noted = message("alice", words);
        ((ObjectNode) noted.json().path("message")).put("kind", "system").put("note", note);
        return noted;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J\u001b[31m", // clears the screen, turns it red
                "\u001b]0;title\u0007", // renames the window
                "\u001b]8;;http://evil\u001b\\", // hides a link
                "\u009b31m", // the same in one character
                "\r", // back to the start of the line
                "\b\b\b",
                "\u007f",
                "\n2026-01-01T00:00:00.000Z 7/2 alice: forged",
                "\u2028",
                "\u202e", // turns the direction
                "\u2066"
            })
    void c23_nothingThatOthersWriteOrAServerSaysSteersTheTerminal(String trick) {
        tail(false).changed(message("mal" + trick + "lory", "a" + trick + "b"));
        tail(true).changed(message("mal" + trick + "lory", "a" + trick + "b"));
        tail(false).state(ClientState.WAITING, "gone" + trick);

        assertThat(out.toString().lines()).hasSize(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString() + err).matches("[\\P{C}\\n]*").doesNotContain("\u2028");
        assertThat(Json.parse(out.toString().lines().toList().get(1))
                        .path("message")
                        .path("sender")
                        .asText())
                .startsWith("mal")
                .endsWith("lory");
    }
}
