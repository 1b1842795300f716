package dev.parley.cli;

import dev.parley.core.Chat;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Erased;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chat-cli user erase}. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Erases an account and every message it wrote, for everybody and for good.",
            "It shows as \"deleted user\" and leaves its groups; where it was the last owner, a moderator follows, or who has been there"
                    + " longest. The username is free afterwards. If it breaks off, run it again: it does the rest."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli user erase mallory --yes",
        })
final class UserEraseCommand extends DatabaseCommand {

    @Parameters(paramLabel = "NAME", description = "The username.")
    private String name = "";

    @Option(names = "--yes", description = "Really do it; without it nothing is touched.")
    private boolean yes;

    UserEraseCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Chat chat = open()) {
            AccountId account = Everybody.named(chat, name);
            if (!yes) {
                throw new RefusedException(
                        "This cannot be undone. To erase " + name + " and every message of it, add --yes.");
            }
            Erased erased = chat.administration().erase(account);
            terminal()
                    .say("Erased " + name + ": " + counted(erased.messages(), "message") + " in "
                            + counted(erased.conversations(), "conversation") + ".");
        }
        return ExitCode.OK;
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
