package dev.parley.cli;

import dev.parley.core.Chat;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Participant;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chat-cli conversation members}. */
@Command(
        name = "members",
        mixinStandardHelpOptions = true,
        description = "Lists who belongs to a conversation.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli conversation members 7",
            "  chat-cli conversation members 7 --json | jq -r .username"
        })
final class ConversationMembersCommand extends DatabaseCommand {

    private static final String ROW = "%-10s %-10s %-32s %s";

    @Parameters(paramLabel = "ID", description = "The conversation's id.")
    private long id;

    @Option(names = "--json", description = "One JSON object a line, for programs.")
    private boolean json;

    ConversationMembersCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Chat chat = open()) {
            ConversationId conversation = Places.found(chat, id).conversation().id();
            if (!json) {
                terminal().say(String.format(Locale.ROOT, ROW, "ID", "ROLE", "USERNAME", "NAME"));
            }
            Places.each(
                    cursor -> chat.administration().members(conversation, cursor, Places.PAGE),
                    one -> terminal().say(json ? Sheets.json(Sheets.participant(one)) : row(one)));
        }
        return ExitCode.OK;
    }

    private static String row(Participant one) {
        return String.format(
                Locale.ROOT,
                ROW,
                one.person().id(),
                Sheets.word(one.role()),
                one.person().username().orElse("-"),
                one.person().displayName());
    }
}
