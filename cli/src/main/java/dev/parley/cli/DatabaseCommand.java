package dev.parley.cli;

import dev.parley.argon2.Argon2Hasher;
import dev.parley.cli.launch.DatabaseChoice;
import dev.parley.cli.launch.Flags;
import dev.parley.cli.launch.Sources;
import dev.parley.core.Chat;
import dev.parley.jdbi.DatabaseSettings;
import dev.parley.jdbi.JdbiStores;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command on a database. Which one is said as for the server: by flags, environment or file. */
@Command
abstract class DatabaseCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command is called
    private CommandSpec spec;

    DatabaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    final Terminal terminal() {
        return terminal;
    }

    /** What flags, environment and file say. */
    final Sources sources() {
        return Flags.sources(spec.commandLine().getParseResult(), terminal.environment());
    }

    final DatabaseSettings database() {
        Sources sources = sources();
        sources.unknownVariables(terminal::warn);
        DatabaseSettings settings = DatabaseChoice.read(sources, terminal::warn);
        if (settings.inMemory()) {
            terminal.warn("a database in memory is forgotten when this command ends");
        }
        return settings;
    }

    /** The chat on the database, with the same rules as in the server. */
    final Chat open() {
        return Chat.builder()
                .stores(JdbiStores.open(database()))
                .passwords(new Argon2Hasher())
                .build();
    }
}
