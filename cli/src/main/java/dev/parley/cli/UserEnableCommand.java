package dev.parley.cli;

import dev.parley.core.Chat;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code chat-cli user enable}. */
@Command(
        name = "enable",
        mixinStandardHelpOptions = true,
        description = "Lets a disabled account in again. Its tokens are of use again; sessions have to be begun anew.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli user enable mallory",
        })
final class UserEnableCommand extends DatabaseCommand {

    @Parameters(paramLabel = "NAME", description = "The username.")
    private String name = "";

    UserEnableCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Chat chat = open()) {
            chat.administration().enable(Everybody.named(chat, name));
        }
        terminal().say("Enabled " + name + ".");
        return ExitCode.OK;
    }
}
