package dev.parley.cli;

import dev.parley.cli.launch.SettingsException;
import dev.parley.core.Chat;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code chat-cli conversation create}. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {"Creates a group, to which people are brought, or a channel, to which everybody", "may come."},
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli conversation create --kind channel --title Lobby --owner ada",
            "  chat-cli conversation create --title Team --owner ada --members bob,carla"
        })
final class ConversationCreateCommand extends DatabaseCommand {

    private static final int MOST = 100;

    /** What can be created. */
    enum Kind {
        GROUP,
        CHANNEL
    }

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "group",
            description = "group or channel. Default: ${DEFAULT-VALUE}.")
    private Kind kind = Kind.GROUP;

    @Option(names = "--title", paramLabel = "TITLE", required = true, description = "What it is called.")
    private String title = "";

    @Option(names = "--topic", paramLabel = "TOPIC", description = "What it is about.")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--owner", paramLabel = "NAME", required = true, description = "Who owns it.")
    private String owner = "";

    @Option(
            names = "--members",
            paramLabel = "NAMES",
            split = ",",
            description = "Who else is in it from the start; 100 people at the most.")
    private List<String> members = List.of();

    ConversationCreateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        if (members.size() > MOST) {
            throw new SettingsException("A conversation begins with 100 members at the most; bring the others later.");
        }
        try (Chat chat = open()) {
            Actor actor = Actor.user(Everybody.named(chat, owner));
            Set<AccountId> others = new LinkedHashSet<>();
            members.forEach(name -> others.add(Everybody.named(chat, name)));
            ConversationId created =
                    chat.conversations().create(actor, ConversationKind.valueOf(kind.name()), title, topic, others);
            terminal().say("Created the " + Sheets.word(kind) + " " + title + ", conversation " + created + ".");
        }
        return ExitCode.OK;
    }
}
