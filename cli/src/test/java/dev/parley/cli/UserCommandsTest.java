package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.argon2.Argon2Hasher;
import dev.parley.core.Chat;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Reason;
import dev.parley.jdbi.JdbiStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCommandsTest {

    private static final String PASSWORD = "nine plain lentils";

    @TempDir
    Path folder;

    @Test
    void aPasswordIsAskedForTwiceAndWorks() {
        Shell.Result result = Shell.in(folder).typing(PASSWORD, PASSWORD).run("user", "create", "--admin", "ada");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("administrator ada").doesNotContain(PASSWORD);
        assertThat(logsIn("ada", PASSWORD)).isTrue();
    }

    @Test
    void twoDifferentPasswordsMakeNoAccount() {
        Shell.Result result =
                Shell.in(folder).typing(PASSWORD, "nine plain lentil").run("user", "create", "ada");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("not the same");
        assertThat(folder.resolve("parley.mv.db")).doesNotExist();
    }

    @Test
    void aPasswordComesFromAFileWithoutItsLineBreak() throws IOException {
        Path file = secret(PASSWORD + "\n", "rw-------");

        Shell.Result result = Shell.in(folder).run("user", "create", "grace", "--password-file", file.toString());

        assertThat(result.err()).isEmpty();
        assertThat(logsIn("grace", PASSWORD)).isTrue();
    }

    @Test
    void h19_aPasswordFileThatAllCanReadIsWarnedOf() throws IOException {
        Path file = secret(PASSWORD, "rw-r--r--");

        Shell.Result result = Shell.in(folder).run("user", "create", "grace", "--password-file", file.toString());

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("warning", "can be read by everybody", "chmod 600");
    }

    @Test
    void aPasswordComesFromTheStandardInput() {
        Shell.Result result =
                Shell.in(folder).piping(PASSWORD + "\r\n").run("user", "create", "linus", "--password-stdin");

        assertThat(result.code()).isZero();
        assertThat(logsIn("linus", PASSWORD)).isTrue();
    }

    @Test
    void whatIsNotUtf8OrTooLongIsNoPassword() throws IOException {
        byte[] latin = "nine pl\u00e4in lentils".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(secret("", "rw-------"), latin);

        Shell.Result piped = Shell.in(folder).piping(latin).run("user", "create", "linus", "--password-stdin");
        Shell.Result filed = Shell.in(folder).run("user", "create", "linus", "--password-file", file.toString());
        Shell.Result endless =
                Shell.in(folder).piping("x".repeat(5_000)).run("user", "create", "linus", "--password-stdin");

        assertThat(piped.code()).isEqualTo(2);
        assertThat(piped.err()).contains("The standard input is not text in UTF-8");
        assertThat(filed.code()).isEqualTo(2);
        assertThat(filed.err()).contains(file + " is not text in UTF-8");
        assertThat(endless.code()).isEqualTo(2);
        assertThat(folder.resolve("parley.mv.db")).doesNotExist();
    }

    @Test
    void wrongDatabaseUrlsAreWrongCommandsAndNameTheSetting() {
        Shell.Result result = new Shell().run("migrate", "--database-url", "jdbc:h2:tcp://localhost/x");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("database-url = jdbc:h2:tcp://localhost/x (flag --database-url): ");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void ofADatabaseInMemoryItIsSaidThatItWillBeForgotten() {
        Shell.Result result = new Shell().run("migrate", "--database-url", "jdbc:h2:mem:forgotten");

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("warning", "forgotten when this command ends");
    }

    @Test
    void aVariableThatIsNoSettingIsWarnedOf() {
        Shell.Result result =
                Shell.in(folder).with("PARLEY_DATABASE_PASWORD", "hunter2").run("migrate");

        assertThat(result.code()).isZero();
        assertThat(result.err())
                .contains("PARLEY_DATABASE_PASWORD is no setting", "Did you mean PARLEY_DATABASE_PASSWORD?")
                .doesNotContain("hunter2");
    }

    @Test
    void severalLinesAreNoPassword() {
        Shell.Result result =
                Shell.in(folder).piping(PASSWORD + "\nand more\n").run("user", "create", "linus", "--password-stdin");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("one line");
    }

    @Test
    void h19_aPasswordOnTheCommandLineIsRefusedAndNotRepeated() {
        Shell.Result result = Shell.in(folder).run("user", "create", "eve", "--password", PASSWORD);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--password-file", "--password-stdin").doesNotContain(PASSWORD);
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void withoutATerminalTheWaysToGiveAPasswordAreNamed() {
        Shell.Result result = Shell.in(folder).run("user", "create", "ada");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--password-file", "--password-stdin");
    }

    @Test
    void aTakenNameEndsWithOneAndAWrongOneWithTwo() {
        Shell.in(folder).typing(PASSWORD, PASSWORD).run("user", "create", "ada");

        Shell.Result taken = Shell.in(folder).typing(PASSWORD, PASSWORD).run("user", "create", "ADA");
        Shell.Result wrong = Shell.in(folder).typing(PASSWORD, PASSWORD).run("user", "create", "a da");
        Shell.Result weak = Shell.in(folder).typing("short", "short").run("user", "create", "bob");

        assertThat(taken.code()).isEqualTo(1);
        assertThat(taken.err()).contains("taken");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(weak.code()).isEqualTo(2);
        assertThat(weak.err()).contains("12").doesNotContain("short");
    }

    @Test
    void theListIsReadableAndAsJsonIsJson() throws IOException {
        Shell.in(folder)
                .typing(PASSWORD, PASSWORD)
                .run("user", "create", "--admin", "ada", "--email", "ada@example.org");
        Shell.in(folder).typing(PASSWORD, PASSWORD).run("user", "create", "bob", "--display-name", "Bob \"B\" Ö");

        Shell.Result table = Shell.in(folder).run("user", "list");
        JsonNode json = new ObjectMapper()
                .readTree(Shell.in(folder).run("user", "list", "--json").out());

        assertThat(table.out().lines()).hasSize(3);
        assertThat(table.out()).contains("administrator");
        assertThat(json.findValuesAsText("username")).containsExactlyInAnyOrder("ada", "bob");
        assertThat(json.findValuesAsText("display_name")).contains("Bob \"B\" Ö");
        assertThat(json.findValuesAsText("email")).containsExactly("ada@example.org");
    }

    @Test
    void theListOfAnEmptyDatabaseIsAnEmptyArray() throws IOException {
        String json = Shell.in(folder).run("user", "list", "--json").out();

        assertThat(new ObjectMapper().readTree(json)).isEmpty();
    }

    @Test
    void migrateSaysWhatItFound() {
        Shell.Result first = Shell.in(folder).run("migrate");
        Shell.Result second = Shell.in(folder).run("migrate");

        assertThat(first.out()).contains(folder.resolve("parley.mv.db").toString(), "new database", "schema version");
        assertThat(second.out()).contains("0 accounts, 0 messages");
    }

    @Test
    void whoIsDisabledCannotLogInUntilEnabledAgain() {
        Shell.in(folder).piping(PASSWORD).run("user", "create", "mallory", "--password-stdin");

        Shell.Result disabled = Shell.in(folder).run("user", "disable", "Mallory");
        assertThatThrownBy(() -> logsIn("mallory", PASSWORD)).isInstanceOf(ChatException.class);
        Shell.Result enabled = Shell.in(folder).run("user", "enable", "mallory");

        assertThat(disabled.out()).contains("Disabled Mallory");
        assertThat(enabled.out()).contains("Enabled mallory");
        assertThat(logsIn("mallory", PASSWORD)).isTrue();
    }

    @Test
    void whoIsErasedIsNotFoundAnyMoreAndNeitherIsWhatHeSaid() {
        Shell.in(folder).piping(PASSWORD).run("user", "create", "mallory", "--password-stdin");
        say("mallory", "secret");

        Shell.Result unsure = Shell.in(folder).run("user", "erase", "mallory");
        Shell.Result erased = Shell.in(folder).run("user", "erase", "mallory", "--yes");
        Shell.Result again = Shell.in(folder).run("user", "erase", "mallory", "--yes");

        assertThat(unsure.code()).isEqualTo(1);
        assertThat(unsure.err()).contains("add --yes");
        assertThat(erased.err()).isEmpty();
        assertThat(erased.out()).contains("Erased mallory: 1 message in 1 conversation.");
        assertThat(again.err()).contains("There is no account mallory");
        assertThat(Shell.in(folder).run("user", "list").out()).contains("deleted user");
    }

    @Test
    void whatIsReportedIsListedUntilItIsResolved() {
        Shell.in(folder).piping(PASSWORD).run("user", "create", "mallory", "--password-stdin");
        String report = say("mallory", "nasty words");

        Shell.Result list = Shell.in(folder).run("report", "list");
        Shell.Result resolved = Shell.in(folder).run("report", "resolve", report);

        assertThat(list.out()).contains(report + "  ", "mallory reports mallory (why?): nasty");
        assertThat(resolved.out()).contains("Resolved report " + report);
        assertThat(Shell.in(folder).run("report", "list").out()).isBlank();
        assertThat(Shell.in(folder).run("report", "resolve", "4711").err()).contains("There is no report 4711");
    }

    /** Says something to himself and reports it; the number of the report. */
    private String say(String username, String text) {
        JdbiStores stores = JdbiStores.open("jdbc:h2:file:" + folder.resolve("parley"));
        try (Chat chat = Chat.builder().stores(stores).build()) {
            Actor actor = Actor.user(chat.accounts().person(username).id());
            Pair notes = Pair.of(actor.account(), actor.account());
            Message message =
                    chat.messages().post(actor, notes, Draft.text(text)).message();
            chat.reports().report(actor, message.id(), new Reason("why?"));
            return Long.toString(chat.administration()
                    .reports(Optional.empty(), 1)
                    .items()
                    .get(0)
                    .id());
        }
    }

    @Test
    void nobodyCannotBeDisabled() {
        Shell.Result result = Shell.in(folder).run("user", "disable", "nobody");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("There is no account nobody");
    }

    @Test
    void aRenewedEpochIsSaidAndIsAnotherEachTime() {
        Shell.Result first = Shell.in(folder).run("epoch", "renew");
        Shell.Result second = Shell.in(folder).run("epoch", "renew");

        assertThat(first.out()).matches("The epoch is [0-9a-f]{16} now.\\s*");
        assertThat(second.out()).isNotEqualTo(first.out());
    }

    private Path secret(String text, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private boolean logsIn(String username, String password) {
        JdbiStores stores = JdbiStores.open("jdbc:h2:file:" + folder.resolve("parley"));
        try (Chat chat =
                Chat.builder().stores(stores).passwords(new Argon2Hasher()).build()) {
            return chat.sessions()
                    .logIn(username, password, "local")
                    .account()
                    .username()
                    .equals(Optional.of(username));
        }
    }
}
