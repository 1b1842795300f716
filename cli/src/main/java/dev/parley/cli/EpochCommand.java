package dev.parley.cli;

import picocli.CommandLine.Command;

/** {@code chat-cli epoch}: a word before what concerns the whole history. */
@Command(
        name = "epoch",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Tells clients whether what they have loaded still holds.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli epoch renew",
        })
final class EpochCommand extends Words {}
