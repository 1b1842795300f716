package dev.parley.app;

import dev.parley.cli.launch.Flags;
import dev.parley.cli.launch.HelpPage;
import dev.parley.cli.launch.Setting;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The flags of the server, and its help. */
final class Usage {

    static final String PRINT_CONFIG = "--print-config";

    static final String[] FOOTER = {
        "",
        "Every flag can also be a variable (--log-level is PARLEY_LOG_LEVEL) or a line in",
        "the file of --config (log-level = debug). Flags win over variables, variables",
        "over the file.",
        "",
        "Limits, each with its default: content=4000 characters, password=12 characters,",
        "sends=10/30 (ten a second, thirty at once), commands=2/120 of any other kind,",
        "pulls=20/100 pages of a log, log-ins=1m/10 failed ones for a name from an",
        "address, address-log-ins=30m/50, registrations=6m/20 from an address,",
        "connections=20 and sessions=100 of one account, idle=14d and session=90d until",
        "one has to log in again.",
        "",
        "Exit codes: 0 stopped in order, 1 it could not start, 2 its settings were wrong.",
        "",
        "Examples:",
        "  java -jar parley.jar",
        "  java -jar parley.jar --host 0.0.0.0 --port 80 --registration closed",
        "  java -jar parley.jar --public-url https://chat.example.org \\",
        "      --database-url jdbc:postgresql://localhost/chat --database-user parley",
        "  java -jar parley.jar --limits sends=2/10,content=1000 --log-format json"
    };

    private Usage() {}

    static CommandLine command() {
        CommandSpec spec = CommandSpec.create().name("parley").mixinStandardHelpOptions(true);
        spec.usageMessage()
                .synopsisHeading("Usage: ")
                .customSynopsis("java -jar parley.jar [OPTIONS]")
                .description("Starts the chat server.")
                .sortOptions(false)
                .footer(FOOTER);
        Flags.add(spec, List.of(Setting.values()));
        spec.addOption(OptionSpec.builder(PRINT_CONFIG)
                .type(boolean.class)
                .arity("0")
                .description("Print every setting with its value and where it comes from, and end.")
                .build());
        CommandLine command = new CommandLine(spec);
        HelpPage.explainDatabase(command);
        HelpPage.layOut(command);
        return command;
    }
}
