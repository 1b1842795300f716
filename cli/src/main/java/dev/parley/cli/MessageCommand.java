package dev.parley.cli;

import picocli.CommandLine.Command;

/** {@code chat-cli message}: a word before the commands about messages. */
@Command(
        name = "message",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Takes messages away.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli message delete 4711 --by ada",
        })
final class MessageCommand extends Words {}
