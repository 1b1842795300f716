package dev.parley.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entry point. */
@Command(name = "chat-cli", mixinStandardHelpOptions = true)
public final class Main {

    private Main() {}

    /**
     * Runs one command.
     *
     * @param args the command, its options and its arguments
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
