package dev.parley.cli;

import dev.parley.core.Chat;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code chat-cli user disable}. */
@Command(
        name = "disable",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps an account from logging in and writing, and ends its sessions.",
            "Its messages stay. On PostgreSQL running servers close its connections within a second."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli user disable mallory",
        })
final class UserDisableCommand extends DatabaseCommand {

    @Parameters(paramLabel = "NAME", description = "The username.")
    private String name = "";

    UserDisableCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Chat chat = open()) {
            chat.administration().disable(Everybody.named(chat, name));
        }
        terminal().say("Disabled " + name + ".");
        return ExitCode.OK;
    }
}
