package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

    @Test
    void helpAndVersionEndWithZero() {
        Shell shell = new Shell();

        assertThat(shell.run("--help").code()).isZero();
        assertThat(shell.run("seed", "--help").code()).isZero();
        assertThat(shell.run("--version").out()).startsWith("chat-cli ");
    }

    @Test
    void nothingToDoIsAWrongCommand() {
        Shell.Result result = new Shell().run();

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("Missing required subcommand");
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
