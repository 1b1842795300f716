package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.argon2.Argon2Hasher;
import dev.parley.core.Chat;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Message;
import dev.parley.core.model.Registration;
import dev.parley.jdbi.JdbiStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationCommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private AccountId alice;
    private AccountId bob;
    private ConversationId lobby;

    @BeforeEach
    void people() {
        lobby = with(chat -> {
            alice = enter(chat, "alice", false);
            bob = enter(chat, "bob", false);
            enter(chat, "olga", true);
            return chat.conversations()
                    .create(Actor.user(alice), ConversationKind.CHANNEL, "Lobby", Optional.of("All sorts"), Set.of());
        });
    }

    @Test
    void everyConversationIsListed() throws IOException {
        ConversationId direct = with(
                chat -> chat.conversations().openDirect(Actor.user(alice), bob).conversation());

        Shell.Result table = run("conversation", "list");
        Shell.Result json = run("conversation", "list", "--json");

        assertThat(table.code()).isZero();
        assertThat(table.line(0)).startsWith("ID").endsWith("TITLE");
        assertThat(table.out().lines()).anyMatch(line -> line.startsWith(lobby + " ") && line.endsWith(" Lobby"));
        assertThat(table.out().lines()).anyMatch(line -> line.startsWith(direct + " ") && line.endsWith(" alice, bob"));
        assertThat(objects(json))
                .extracting(one -> one.path("id").longValue())
                .containsExactlyInAnyOrder(lobby.value(), direct.value());
    }

    @Test
    void oneConversationIsShown() throws IOException {
        Shell.Result shown = run("conversation", "show", lobby.toString());
        JsonNode json =
                objects(run("conversation", "show", lobby.toString(), "--json")).get(0);

        assertThat(shown.out())
                .contains("Kind       channel", "Title      Lobby", "Topic      All sorts", "Members    1");
        assertThat(json.path("title").textValue()).isEqualTo("Lobby");
        assertThat(json.path("created_at").textValue()).isNotBlank();
    }

    @Test
    void aGroupIsCreatedWithItsMembers() {
        Shell.Result created =
                run("conversation", "create", "--title", "Team", "--owner", "alice", "--members", "bob,olga");
        String id = created.out().strip().replaceAll(".*conversation ([0-9]+)\\.", "$1");
        Shell.Result members = run("conversation", "members", id);

        assertThat(created.err()).isEmpty();
        assertThat(created.out()).startsWith("Created the group Team, conversation ");
        assertThat(members.out()
                        .lines()
                        .skip(1)
                        .map(line -> line.replaceAll("^\\d+ +", "").replaceAll(" +", " ")))
                .containsExactlyInAnyOrder("owner alice alice", "member bob bob", "member olga olga");
    }

    @Test
    void aChannelsTitleIsTakenOnce() {
        Shell.Result second = run("conversation", "create", "--kind", "channel", "--title", "LOBBY", "--owner", "bob");

        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err()).startsWith("chat-cli: There is a channel of that name");
    }

    @Test
    void whatIsNotThereIsSaidInOneLine() {
        for (Shell.Result result : List.of(
                run("conversation", "show", "4711"),
                run("conversation", "members", "4711"),
                run("conversation", "export", "0"))) {
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err().strip())
                    .matches("chat-cli: There is no conversation \\d+\\. chat-cli .* shows all\\.");
            assertThat(result.out()).isEmpty();
        }
        assertThat(run("conversation", "create", "--title", "T", "--owner", "nobody.here")
                        .code())
                .isEqualTo(1);
        assertThat(run("conversation", "create", "--title", "T", "--owner", "alice", "--kind", "direct")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void p28_anExportHoldsEveryMessageOldestFirstAndNoDeletedText() throws IOException {
        Message gone = post("secret");
        with(chat -> {
            for (int i = 1; i <= 250; i++) {
                chat.messages().post(Actor.user(alice), lobby, Draft.text("**text** " + i));
            }
            return chat.messages().delete(Actor.user(alice), gone.id());
        });

        Shell.Result export = run("conversation", "export", lobby.toString());

        assertThat(export.code()).isZero();
        assertThat(export.out()).doesNotContain("secret", "markup");
        List<JsonNode> said =
                objects(export).stream().filter(one -> !one.has("kind")).toList();
        assertThat(said).hasSize(251);
        assertThat(said.get(0).path("deleted").booleanValue()).isTrue();
        assertThat(said.get(250).path("content").textValue()).isEqualTo("**text** 250");
    }

    @Test
    void c23_aLineOfTextSteersNoTerminal() {
        post("one\n\u202etwo\\ 👩\u200d💻");

        Shell.Result export = run("conversation", "export", lobby.toString(), "--format", "text");

        assertThat(export.out().lines())
                .anyMatch(line -> line.endsWith(" alice: one\\n\\u{202e}two\\\\ 👩\\u{200d}💻"));
    }

    @Test
    void c22_aSpreadsheetFindsNoFormulaInACell() {
        post("=HYPERLINK(\"https://evil.example\")");
        post(" +1");
        post("@SUM(1)");
        post("say \"a\"\nb");

        Shell.Result export = run("conversation", "export", lobby.toString(), "--format", "csv");

        assertThat(export.line(0)).isEqualTo("id,seq,time,sender,kind,text,edited,deleted");
        assertThat(export.out())
                .contains(
                        ",\"alice\",\"text\",\"'=HYPERLINK(\"\"https://evil.example\"\")\",\"\",\"\"",
                        "\"' +1\"",
                        "\"'@SUM(1)\"",
                        "\"say \"\"a\"\"\nb\"");
    }

    @Test
    void g11_anAdministratorTakesAMessageAway() {
        Message message = post("secret");

        Shell.Result stranger = run("message", "delete", message.id().toString(), "--by", "bob");
        Shell.Result admin = run("message", "delete", message.id().toString(), "--by", "olga");
        Shell.Result again = run("message", "delete", message.id().toString(), "--by", "olga");
        Shell.Result nothing = run("message", "delete", "0", "--by", "olga");

        assertThat(stranger.code()).isEqualTo(1);
        assertThat(stranger.err()).contains("bob is no administrator.");
        assertThat(admin.out().strip()).isEqualTo("Deleted message " + message.id() + ".");
        assertThat(again.code()).isZero();
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err()).contains("There is no message 0.");
        Message now = with(chat -> chat.messages().message(Actor.user(alice), message.id()));
        assertThat(now.content()).isEmpty();
        assertThat(now.deletedBy())
                .hasValueSatisfying(by -> assertThat(by.username()).contains("olga"));
    }

    private Shell.Result run(String... words) {
        return Shell.in(folder).run(words);
    }

    private Message post(String text) {
        return with(chat ->
                chat.messages().post(Actor.user(alice), lobby, Draft.text(text)).message());
    }

    private static AccountId enter(Chat chat, String name, boolean admin) {
        return chat.administration()
                .createUser(Registration.of(name, "nine plain lentils"), admin)
                .id();
    }

    private static List<JsonNode> objects(Shell.Result result) throws IOException {
        return JSON.readerFor(JsonNode.class).<JsonNode>readValues(result.out()).readAll();
    }

    private <T> T with(Function<Chat, T> use) {
        try (Chat chat = Chat.builder()
                .stores(JdbiStores.open("jdbc:h2:file:" + folder.resolve("parley")))
                .passwords(new Argon2Hasher())
                .limits(Limits.defaults().withoutRates())
                .build()) {
            return use.apply(chat);
        }
    }
}
