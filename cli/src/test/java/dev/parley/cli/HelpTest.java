package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {

    static Stream<CommandLine> everyCommand() {
        Terminal nobody = new Terminal(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                System.in,
                Map.of(),
                Optional.empty());
        return below(Main.commands(nobody));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::below));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyHelpHasExamplesThatBeginWithTheCommand(CommandLine command) {
        String help = command.getUsageMessage();
        String examples = help.substring(help.indexOf("Examples:"));

        assertThat(examples).contains(command.getCommandSpec().qualifiedName());
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyHelpFitsEightyColumns(CommandLine command) {
        assertThat(command.getUsageMessage().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyHelpBreaksAtSpacesOnlyAndTellsTheExitCodes(CommandLine command) {
        String help = command.getUsageMessage();

        assertThat(help).contains("Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.");
        command.getCommandSpec()
                .options()
                .forEach(option -> assertThat(help)
                        .contains(String.join(" ", option.description()).split(" ")));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyExampleCanBePasted(CommandLine command) {
        String help = command.getUsageMessage();
        List<String> lines = help.substring(help.indexOf("Examples:"))
                .lines()
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .toList();

        assertThat(lines).isNotEmpty();
        for (int i = 0; i < lines.size(); i++) {
            boolean continued = i > 0 && lines.get(i - 1).endsWith(" \\");
            assertThat(lines.get(i)).matches(continued ? "      --.*" : "  [^ ].*chat-cli .*|  chat-cli .*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed",
                "migrate",
                "user create",
                "user list",
                "user disable",
                "user erase",
                "report list",
                "report resolve",
                "user enable",
                "conversation list",
                "conversation export",
                "message delete",
                "epoch renew",
                "bench"
            })
    void theHelpSaysWhereTheDatabasePasswordComesFromAndTellsItFromTheAccounts(String command) {
        String help = new Shell().run((command + " --help").split(" ")).out().replaceAll("\\s+", " ");

        assertThat(help).contains("PARLEY_DATABASE_PASSWORD,", "PARLEY_DATABASE_PASSWORD_FILE names");
        if (help.contains("--password-stdin")) {
            assertThat(help).contains("The account's password (not the database's) is the only line of the standard");
        }
    }

    @Test
    void helpAndVersionEndWithZero() {
        Shell shell = new Shell();

        assertThat(shell.run("--help").code()).isZero();
        assertThat(shell.run("seed", "--help").code()).isZero();
        assertThat(shell.run("--version").out()).startsWith("chat-cli ");
    }

    @Test
    void nothingToDoIsAWrongCommandAndNamesTheRightOnes() {
        Shell.Result nothing = new Shell().run();
        Shell.Result user = new Shell().run("user");

        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err().strip())
                .isEqualTo("chat-cli: Say which command: chat-cli seed, chat-cli migrate, chat-cli user,"
                        + " chat-cli conversation, chat-cli message, chat-cli report, chat-cli epoch, chat-cli bench,"
                        + " chat-cli tail, chat-cli send. chat-cli --help tells more.");
        assertThat(user.code()).isEqualTo(2);
        assertThat(user.err())
                .contains("chat-cli user create, chat-cli user list, chat-cli user disable, chat-cli user erase,"
                        + " chat-cli user enable. chat-cli user --help");
    }

    @Test
    void aWordThatIsNearNothingIsNotGuessedAt() {
        assertThat(new Shell().run("bogus").err()).contains("There is no bogus here. --help tells more.");
        assertThat(new Shell().run("-x").err()).contains("There is no -x here. --help tells more.");
        assertThat(new Shell().run("seed", "--colour").err()).doesNotContain("Did you mean");
    }

    @Test
    void aWrongWordNamesTheNearestRightOne() {
        assertThat(new Shell().run("sede").err()).contains("Did you mean seed?");
        assertThat(new Shell().run("user", "creat").err()).contains("Did you mean create?");
        assertThat(new Shell().run("seed", "--mesages", "3").err()).contains("Did you mean --messages?");
    }

    @Test
    void c23_whatIsSaidBackHoldsNoControlCharacters() {
        Shell.Result result = new Shell().run("seed", "--\u001b[31mred\r\nchat-cli: all is well");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().strip()).doesNotContain("\u001b", "\r", "\n");
    }
}
