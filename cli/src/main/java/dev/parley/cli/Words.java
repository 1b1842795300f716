package dev.parley.cli;

import dev.parley.cli.launch.SettingsException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A word before other commands. Alone it does nothing, and says which commands there are. */
@Command
abstract class Words implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command is called
    private CommandSpec spec;

    @Override
    public final Integer call() {
        String name = spec.qualifiedName();
        throw new SettingsException("Say which command: "
                + String.join(
                        ", ",
                        spec.subcommands().keySet().stream()
                                .map(word -> name + " " + word)
                                .toList())
                + ". " + name + " --help tells more.");
    }
}
