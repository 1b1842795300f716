package dev.parley.cli;

import dev.parley.cli.launch.Build;
import dev.parley.cli.launch.Flags;
import dev.parley.cli.launch.HelpPage;
import dev.parley.cli.launch.Logging;
import dev.parley.cli.launch.Setting;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The command line's entry point. Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.
 *
 * <p>Not thread-safe.
 */
@Command(
        name = "chat-cli",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Looks after the database of a Parley server; talks to a running one, and measures how fast it is.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli seed --users 15 --messages 300     # people to try it out with",
            "  chat-cli user create --admin ada            # make an administrator",
            "  chat-cli user list --json                   # everybody, for programs",
            "  chat-cli conversation list                  # groups, channels, directs",
            "  chat-cli message delete 4711 --by ada       # take a message away",
            "  chat-cli migrate                            # bring the schema up to date",
            "  chat-cli bench --connections 1000           # how fast a server is",
            "  chat-cli tail --with bob                    # messages as they come",
            "  chat-cli send --to bob \"Hello, Bob\"        # say something",
            "",
            "chat-cli COMMAND --help tells more about each."
        })
public final class Main extends Words {

    private Main() {}

    /**
     * Runs one command.
     *
     * @param args the command, its options and its arguments
     */
    public static void main(String[] args) {
        Logging.start("warn", Logging.Format.TEXT);
        System.exit(run(Terminal.ofThisProcess(), args));
    }

    static int run(Terminal terminal, String... args) {
        return commands(terminal).execute(args);
    }

    /** The whole tree of commands. */
    static CommandLine commands(Terminal terminal) {
        CommandLine user = new CommandLine(new UserCommand())
                .addSubcommand(onDatabase(new UserCreateCommand(terminal)))
                .addSubcommand(onDatabase(new UserListCommand(terminal)))
                .addSubcommand(onDatabase(new UserDisableCommand(terminal)))
                .addSubcommand(onDatabase(new UserEraseCommand(terminal)))
                .addSubcommand(onDatabase(new UserEnableCommand(terminal)));
        CommandLine conversation = new CommandLine(new ConversationCommand())
                .addSubcommand(onDatabase(new ConversationListCommand(terminal)))
                .addSubcommand(onDatabase(new ConversationShowCommand(terminal)))
                .addSubcommand(onDatabase(new ConversationCreateCommand(terminal)))
                .addSubcommand(onDatabase(new ConversationMembersCommand(terminal)))
                .addSubcommand(onDatabase(new ConversationExportCommand(terminal)));
        CommandLine message =
                new CommandLine(new MessageCommand()).addSubcommand(onDatabase(new MessageDeleteCommand(terminal)));
        CommandLine report = new CommandLine(new ReportCommand())
                .addSubcommand(onDatabase(new ReportListCommand(terminal)))
                .addSubcommand(onDatabase(new ReportResolveCommand(terminal)));
        CommandLine epoch =
                new CommandLine(new EpochCommand()).addSubcommand(onDatabase(new EpochRenewCommand(terminal)));
        CommandLine all = new CommandLine(new Main())
                .addSubcommand(onDatabase(new SeedCommand(terminal)))
                .addSubcommand(onDatabase(new MigrateCommand(terminal)))
                .addSubcommand(user)
                .addSubcommand(conversation)
                .addSubcommand(message)
                .addSubcommand(report)
                .addSubcommand(epoch)
                .addSubcommand(onDatabase(new BenchCommand(terminal)))
                .addSubcommand(new TailCommand(terminal))
                .addSubcommand(new SendCommand(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setParameterExceptionHandler(new Failures(terminal))
                .setExecutionExceptionHandler(new Failures(terminal));
        HelpPage.layOut(all);
        return all;
    }

    private static CommandLine onDatabase(DatabaseCommand command) {
        CommandLine line = new CommandLine(command);
        Flags.add(line.getCommandSpec(), List.copyOf(Setting.ofDatabase()));
        HelpPage.explainDatabase(line);
        return line;
    }

    /** Tells picocli which build this is. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"chat-cli " + Build.version()};
        }
    }
}
