package dev.parley.cli;

import dev.parley.core.Chat;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code chat-cli epoch renew}. */
@Command(
        name = "renew",
        mixinStandardHelpOptions = true,
        description = {
            "Makes every client throw away what it has loaded, and load it afresh.",
            "Do this after you have put an older copy of the database in its place: clients may know",
            "of messages that are not in it. Running servers notice within seconds."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli epoch renew",
        })
final class EpochRenewCommand extends DatabaseCommand {

    EpochRenewCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Chat chat = open()) {
            chat.administration().renewEpoch();
            terminal().say("The epoch is " + chat.epoch() + " now.");
        }
        return ExitCode.OK;
    }
}
