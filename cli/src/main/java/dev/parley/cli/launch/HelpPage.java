package dev.parley.cli.launch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * How help is laid out: in 80 columns whatever the terminal has, broken at spaces only, so that a flag, a path or an address is
 * never torn apart; and the end, where the examples are, as it was written, so that it can be pasted.
 *
 * <p>Thread-safe: has no state.
 */
public final class HelpPage {

    /** Where the password of the database comes from. */
    private static final List<String> DATABASE = List.of(
            "",
            "The database password comes from the variable " + DatabaseChoice.PASSWORD + ", or from",
            "the file that " + DatabaseChoice.PASSWORD_FILE + " names.");

    private static final int WIDTH = 80;
    private static final int NAMES = 30;

    private HelpPage() {}

    /** Lays out the help of a command and of all below it. */
    public static void layOut(CommandLine command) {
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_DESCRIPTION, HelpPage::description);
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, HelpPage::parameters);
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPage::options);
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, HelpPage::footer);
        command.getSubcommands().values().forEach(HelpPage::layOut);
    }

    /** Says where the password of the database comes from, before what stands at the end of the help already. */
    public static void explainDatabase(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.footer(
                Stream.concat(DATABASE.stream(), Arrays.stream(usage.footer())).toArray(String[]::new));
    }

    private static String description(Help help) {
        return text(Arrays.stream(help.commandSpec().usageMessage().description())
                .flatMap(line -> wrapped(line, WIDTH).stream()));
    }

    private static String parameters(Help help) {
        return text(help.commandSpec().positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .flatMap(parameter -> entry("      " + parameter.paramLabel(), parameter)));
    }

    private static String options(Help help) {
        return text(help.commandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> entry(names(option), option)));
    }

    private static String footer(Help help) {
        return text(Arrays.stream(help.commandSpec().usageMessage().footer()));
    }

    private static String names(OptionSpec option) {
        String all = String.join(", ", option.names());
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return (all.startsWith("--") ? "      " : "  ") + all + label;
    }

    private static Stream<String> entry(String names, ArgSpec argument) {
        List<String> lines = new ArrayList<>();
        String left = names;
        if (left.length() >= NAMES) {
            lines.add(left);
            left = "";
        }
        for (String line : wrapped(String.join(" ", argument.description()), WIDTH - NAMES)) {
            lines.add(String.format(Locale.ROOT, "%-" + NAMES + "s%s", left, line));
            left = "";
        }
        return lines.stream();
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String text(Stream<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append(System.lineSeparator()));
        return text.toString();
    }
}
