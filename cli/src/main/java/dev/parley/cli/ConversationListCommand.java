package dev.parley.cli;

import dev.parley.core.Chat;
import dev.parley.core.model.Conversation;
import dev.parley.core.port.Oversight;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code chat-cli conversation list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists every conversation.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli conversation list",
            "  chat-cli conversation list --json | jq -r .title"
        })
final class ConversationListCommand extends DatabaseCommand {

    private static final String ROW = "%-10s %-8s %8s %9s %-24s %s";

    @Option(names = "--json", description = "One JSON object a line, for programs.")
    private boolean json;

    ConversationListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Chat chat = open()) {
            if (!json) {
                terminal().say(row("ID", "KIND", "MEMBERS", "MESSAGES", "LAST", "TITLE"));
            }
            Places.each(
                    cursor -> chat.administration().conversations(cursor, Places.PAGE),
                    entry -> terminal().say(json ? Sheets.json(Sheets.conversation(entry)) : row(entry)));
        }
        return ExitCode.OK;
    }

    private static String row(Oversight.Entry entry) {
        Conversation conversation = entry.conversation();
        return row(
                conversation.id(),
                Sheets.word(conversation.kind()),
                conversation.members(),
                conversation.liveCount(),
                conversation.lastMessageAt().map(Object::toString).orElse("-"),
                Sheets.title(entry));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells).stripTrailing();
    }
}
