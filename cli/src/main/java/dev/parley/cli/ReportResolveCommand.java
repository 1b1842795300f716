package dev.parley.cli;

import dev.parley.core.Chat;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code chat-cli report resolve}. */
@Command(
        name = "resolve",
        mixinStandardHelpOptions = true,
        description = "Takes a report off the list. The message stays as it is.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli report resolve 4711",
        })
final class ReportResolveCommand extends DatabaseCommand {

    @Parameters(paramLabel = "ID", description = "The number that report list shows.")
    private long id;

    ReportResolveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Chat chat = open()) {
            chat.administration().resolve(id);
        } catch (ChatException e) {
            throw e.code() == ErrorCode.NOT_FOUND
                    ? new RefusedException(
                            "There is no report " + id + ". chat-cli report list shows those that are open.")
                    : e;
        }
        terminal().say("Resolved report " + id + ".");
        return ExitCode.OK;
    }
}
