package dev.parley.cli;

import dev.parley.cli.launch.Secrets;
import dev.parley.cli.launch.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a password comes from: a file, the standard input or a question, but never the command line (attack H19). */
final class PasswordOptions {

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The account's password (not the database's) is the only line of this file.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--password-stdin",
            description = "The account's password (not the database's) is the only line of the standard input.")
    private boolean stdin;

    @Option(names = "--password", arity = "0..1", hidden = true, fallbackValue = "")
    private Optional<String> refused = Optional.empty();

    /** The password, where an option names its source. */
    Optional<String> given(Terminal terminal) {
        if (refused.isPresent()) {
            throw new SettingsException("A password on the command line can be seen by everybody on this machine."
                    + " Use --password-file FILE, --password-stdin, or wait to be asked.");
        }
        if (stdin && file.isPresent()) {
            throw new SettingsException("Use --password-file or --password-stdin, not both.");
        }
        return stdin ? Optional.of(read(terminal)) : file.map(path -> Secrets.read(path, terminal::warn));
    }

    /** The password, asked for where no option names its source. */
    String givenOrAsked(Terminal terminal) {
        return given(terminal).orElseGet(() -> ask(terminal));
    }

    private static String read(Terminal terminal) {
        try {
            return Secrets.firstLine(terminal.in().readNBytes(Secrets.LONGEST + 1), "The standard input");
        } catch (IOException e) {
            throw new SettingsException("The standard input cannot be read; a password was expected there.");
        }
    }

    private static String ask(Terminal terminal) {
        Terminal.Person person = terminal.person()
                .orElseThrow(() -> new SettingsException("There is no terminal to ask for the password on."
                        + " Use --password-file FILE or --password-stdin."));
        String first = person.secret("Password").orElse("");
        if (!person.secret("The same again").orElse("").equals(first)) {
            throw new SettingsException("The two passwords are not the same.");
        }
        return first;
    }
}
