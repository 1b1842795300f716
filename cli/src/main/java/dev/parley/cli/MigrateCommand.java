package dev.parley.cli;

import dev.parley.jdbi.JdbiStores;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code chat-cli migrate}. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Brings the schema of the database up to date and says what is in it.",
            "The server does the same when it starts; this is for those who want it done before."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli migrate",
            "  PARLEY_DATABASE_PASSWORD_FILE=db.secret chat-cli migrate \\",
            "      --database-url jdbc:postgresql://db.example.org/chat \\",
            "      --database-user parley"
        })
final class MigrateCommand extends DatabaseCommand {

    MigrateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        terminal().say(JdbiStores.migrate(database()).line());
        return ExitCode.OK;
    }
}
