package dev.parley.cli;

import dev.parley.core.Chat;
import dev.parley.core.model.Account;
import dev.parley.core.model.Registration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chat-cli user create}. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an account, also while registration is closed.",
            "The password is asked for, or read from a file or the standard input."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli user create --admin ada",
            "  chat-cli user create grace --display-name \"Grace Hopper\" \\",
            "      --password-file grace.secret",
            "  pwgen -s 20 1 | tee /dev/tty | chat-cli user create linus --password-stdin"
        })
final class UserCreateCommand extends DatabaseCommand {

    @Parameters(paramLabel = "NAME", description = "The username: 2 to 32 letters, digits, dots, hyphens, underscores.")
    private String name = "";

    @Option(names = "--admin", description = "Make it an administrator.")
    private boolean admin;

    @Option(names = "--display-name", paramLabel = "NAME", description = "How others see them; the username if absent.")
    private Optional<String> displayName = Optional.empty();

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            description = "An address to log in with instead of the username.")
    private Optional<String> email = Optional.empty();

    @Mixin
    private final PasswordOptions password = new PasswordOptions();

    UserCreateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Registration registration = registration(password.givenOrAsked(terminal()));
        try (Chat chat = open()) {
            Account account = chat.administration().createUser(registration, admin);
            terminal().say("Created " + (admin ? "the administrator " : "") + name + ", account " + account.id() + ".");
        }
        return ExitCode.OK;
    }

    private Registration registration(String secret) {
        Registration bare = Registration.of(name, secret);
        Registration named = displayName.map(bare::withDisplayName).orElse(bare);
        return email.map(named::withEmail).orElse(named);
    }
}
