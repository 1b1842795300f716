package dev.parley.cli;

import picocli.CommandLine.Command;

/** {@code chat-cli user}: a word before the commands about people. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes, lists, disables, enables and erases accounts.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli user create --admin ada",
            "  chat-cli user list",
            "  chat-cli user disable mallory",
        })
final class UserCommand extends Words {}
