package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Mentions;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.MessageState;
import dev.parley.core.model.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FramesTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Person ALICE =
            new Person(new AccountId(1), AccountKind.PERSON, Optional.of("alice"), "Alice A.");
    private static final Person GUEST = new Person(new AccountId(2), AccountKind.BOT, Optional.empty(), "Guest");
    private static final Message POSTED = new Message(
            new MessageId(9),
            new ConversationId(7),
            43,
            40,
            MessageKind.TEXT,
            ALICE,
            Optional.of(GUEST),
            "c-1",
            Optional.empty(),
            Optional.empty(),
            AT,
            MessageState.first(Optional.of("hi \"you\""), Mentions.none()));

    @Test
    void aMessageLeavesOutWhatDoesNotApply() {
        assertThat(Json.text(Frames.message(POSTED)))
                .isEqualTo("{\"id\":9,\"conversation\":7,\"seq\":43,\"version\":1,\"sender\":\"alice\",\"sender_id\":1,"
                        + "\"receiver\":null,\"content\":\"hi \\\"you\\\"\",\"timestamp\":\"2026-01-02T03:04:05.678Z\","
                        + "\"client_id\":\"c-1\"}");
    }

    @Test
    void aTombstoneHasNoContent() {
        Message tombstone = POSTED.edited("other", Mentions.none(), AT).erased(ALICE, AT);

        assertThat(Json.text(Frames.message(tombstone)))
                .contains("\"deleted\":true", "\"edited_at\":\"2026-01-02T03:04:05.678Z\"", "\"version\":3")
                .doesNotContain("content");
    }

    @Test
    void aChangeIsNamedAndNumbered() {
        Change change = new Change(5, new ConversationId(7), 43, ChangeKind.MESSAGE_CREATED, ALICE.id(), AT, POSTED);

        assertThat(Json.text(Frames.change(change)))
                .startsWith("{\"type\":\"message.created\",\"conversation\":7,\"seq\":43,\"message\":{\"id\":9,");
    }

    @Test
    void theKindOfAPersonIsLeftOutAndAMissingNameIsNull() {
        assertThat(Json.text(Frames.user(ALICE)))
                .isEqualTo("{\"id\":1,\"username\":\"alice\",\"display_name\":\"Alice A.\"}");
        assertThat(Json.text(Frames.user(GUEST)))
                .isEqualTo("{\"id\":2,\"username\":null,\"display_name\":\"Guest\",\"kind\":\"bot\"}");
    }

    @Test
    void whatIsMarkedUpPointsIntoTheText() {
        String text = "**Hi** @bob:\n1. `a`\n> [b](http://c.d)\n```java\ne\n```";

        assertThat(Json.text(
                        Frames.message(POSTED.edited(text, Mentions.none(), AT)).path("markup")))
                .isEqualTo("[{\"kind\":\"bold\",\"parts\":[{\"from\":2,\"to\":4}]},{\"from\":6,\"to\":7},"
                        + "{\"kind\":\"mention\",\"from\":7,\"to\":11},{\"from\":11,\"to\":12},"
                        + "{\"kind\":\"list\",\"first\":1,\"parts\":[{\"kind\":\"item\",\"parts\":["
                        + "{\"kind\":\"code\",\"from\":17,\"to\":18}]}]},"
                        + "{\"kind\":\"quote\",\"parts\":[{\"kind\":\"link\",\"address\":{\"from\":26,\"to\":36},"
                        + "\"parts\":[{\"from\":23,\"to\":24}]}]},"
                        + "{\"kind\":\"code_block\",\"language\":{\"from\":41,\"to\":45},"
                        + "\"parts\":[{\"from\":46,\"to\":47}]}]");
    }

    @Test
    void whatIsPlainOrNobodysWordsHasNoMarkup() {
        Message note = new Message(
                POSTED.id(),
                POSTED.conversation(),
                1,
                0,
                MessageKind.SYSTEM,
                ALICE,
                Optional.empty(),
                "=9",
                Optional.empty(),
                Optional.empty(),
                AT,
                MessageState.first(Optional.of("**title**"), Mentions.none()));

        assertThat(Frames.message(POSTED).has("markup")).isFalse();
        assertThat(Frames.message(POSTED.edited("**b**", Mentions.none(), AT).erased(ALICE, AT))
                        .has("markup"))
                .isFalse();
        assertThat(Frames.message(note).has("markup")).isFalse();
    }

    @Test
    void theDeepestMarkupIsReadByClients() {
        Message deepest = POSTED.edited("> ".repeat(7) + "*a `b`*", Mentions.none(), AT);
        Change change = new Change(5, new ConversationId(7), 43, ChangeKind.MESSAGE_CREATED, ALICE.id(), AT, deepest);
        String page = Json.text(Frames.changes(new ChangePage(List.of(change), 43, false, false)));

        assertThat(Json.parse(page).path("changes").get(0).path("message").has("markup"))
                .isTrue();
    }
}
