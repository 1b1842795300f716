package dev.parley.cli;

import dev.parley.cli.launch.Secrets;
import dev.parley.cli.launch.SettingsException;
import dev.parley.cli.launch.Sources;
import dev.parley.wire.client.Address;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which server, and in whose name. The token comes from a file, the environment or a question, not the command line (H19). */
final class TokenOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the server is, with its mount. Default: ${DEFAULT-VALUE}.")
    private String url = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The token is the only line of this file. (" + Sources.TOKEN + " holds the token itself.)")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--token", arity = "0..1", hidden = true, fallbackValue = "")
    private Optional<String> refused = Optional.empty();

    /** The server that was named, with the token from where there is one. */
    Server server(Terminal terminal) {
        if (refused.isPresent()) {
            throw new SettingsException("A token on the command line can be seen by everybody on this machine."
                    + " Use --token-file FILE or the variable " + Sources.TOKEN + ", or wait to be asked.");
        }
        try {
            return new Server(Address.of(url), token(terminal));
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException("--url: " + wrong.getMessage());
        }
    }

    private String token(Terminal terminal) {
        Optional<String> variable = Optional.ofNullable(terminal.environment().get(Sources.TOKEN))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        String token = file.map(path -> Secrets.read(path, terminal::warn))
                .or(() -> variable)
                .orElseGet(() -> ask(terminal));
        if (!token.matches("[!-~]+")) {
            throw new SettingsException("The token is not one: it is one word of letters, digits and signs.");
        }
        return token;
    }

    private static String ask(Terminal terminal) {
        return terminal.person()
                .flatMap(person -> person.secret("Token"))
                .orElseThrow(() -> new SettingsException("No token was given. Use --token-file FILE or the variable "
                        + Sources.TOKEN + "; one is made by POST /api/tokens, or by logging in."));
    }
}
