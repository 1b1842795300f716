package dev.parley.cli;

import picocli.CommandLine.Command;

/** {@code chat-cli conversation}: a word before the commands about conversations. */
@Command(
        name = "conversation",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists, shows, creates and exports conversations.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli conversation list",
            "  chat-cli conversation create --kind channel --title Lobby --owner ada",
            "  chat-cli conversation export 7 > lobby.jsonl",
        })
final class ConversationCommand extends Words {}
