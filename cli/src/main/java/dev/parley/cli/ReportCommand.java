package dev.parley.cli;

import picocli.CommandLine.Command;

/** {@code chat-cli report}: a word before the commands about what members have reported. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists and resolves what members have reported.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli report list",
            "  chat-cli report resolve 4711",
        })
final class ReportCommand extends Words {}
