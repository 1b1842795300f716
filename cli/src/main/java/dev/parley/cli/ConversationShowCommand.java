package dev.parley.cli;

import dev.parley.core.Chat;
import dev.parley.core.model.Conversation;
import dev.parley.core.port.Oversight;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chat-cli conversation show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one conversation.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli conversation show 7",
            "  chat-cli conversation show 7 --json"
        })
final class ConversationShowCommand extends DatabaseCommand {

    @Parameters(paramLabel = "ID", description = "The conversation's id.")
    private long id;

    @Option(names = "--json", description = "One JSON object, for programs.")
    private boolean json;

    ConversationShowCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Chat chat = open()) {
            Oversight.Entry entry = Places.found(chat, id);
            if (json) {
                terminal().say(Sheets.json(Sheets.conversation(entry)));
            } else {
                show(entry);
            }
        }
        return ExitCode.OK;
    }

    private void show(Oversight.Entry entry) {
        Conversation conversation = entry.conversation();
        line("Kind", Sheets.word(conversation.kind()));
        line("Title", Sheets.title(entry));
        conversation.topic().ifPresent(topic -> line("Topic", topic));
        line("Members", conversation.members());
        line("Messages", conversation.liveCount());
        line("Changes", conversation.lastSeq());
        line("Created", conversation.createdAt());
        conversation.lastMessageAt().ifPresent(at -> line("Last", at));
    }

    private void line(String name, Object value) {
        terminal().say(String.format(Locale.ROOT, "%-10s %s", name, value));
    }
}
