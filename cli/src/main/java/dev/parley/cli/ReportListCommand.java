package dev.parley.cli;

import dev.parley.cli.launch.Printable;
import dev.parley.core.Chat;
import dev.parley.core.model.Page;
import dev.parley.core.model.Person;
import dev.parley.core.model.Report;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code chat-cli report list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists what members have reported and nobody has resolved, oldest first.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli report list",
        })
final class ReportListCommand extends DatabaseCommand {

    private static final int PAGE = 100;

    ReportListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Chat chat = open()) {
            Optional<String> cursor = Optional.empty();
            do {
                Page<Report> page = chat.administration().reports(cursor, PAGE);
                page.items().forEach(report -> terminal().say(line(report)));
                cursor = page.next();
            } while (cursor.isPresent());
        }
        return ExitCode.OK;
    }

    private static String line(Report report) {
        String said = report.message().content().map(Printable::line).orElse("(deleted)");
        String why = report.reason().isEmpty() ? "" : " (" + Printable.line(report.reason()) + ")";
        return report.id() + "  " + report.at() + "  " + name(report.reporter()) + " reports "
                + name(report.message().sender()) + why + ": " + said;
    }

    private static String name(Person person) {
        return person.username().orElse("#" + person.id());
    }
}
