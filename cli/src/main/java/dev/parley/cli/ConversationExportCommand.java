package dev.parley.cli;

import dev.parley.core.Chat;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chat-cli conversation export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes down all messages of a conversation, oldest first.",
            "Deleted ones are there without their text."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli conversation export 7 > lobby.jsonl",
            "  chat-cli conversation export 7 --format csv > lobby.csv",
            "  chat-cli conversation export 7 --format text | less"
        })
final class ConversationExportCommand extends DatabaseCommand {

    @Parameters(paramLabel = "ID", description = "The conversation's id.")
    private long id;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "json: one object a line; text: one line a message, for people;"
                    + " csv: for spreadsheets, in which a text that they would take for a formula begins with an apostrophe."
                    + " Default: ${DEFAULT-VALUE}.")
    private Export format = Export.JSON;

    ConversationExportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Chat chat = open()) {
            ConversationId conversation = Places.found(chat, id).conversation().id();
            format.heading().ifPresent(terminal().out()::println);
            export(chat, conversation);
        }
        return ExitCode.OK;
    }

    /** Holds one page at a time, and stops when nobody reads any more. */
    private void export(Chat chat, ConversationId conversation) {
        long last = 0;
        List<Message> page = chat.administration().messages(conversation, last, Places.PAGE);
        while (!page.isEmpty() && !terminal().out().checkError()) {
            page.forEach(message -> terminal().out().println(format.line(message)));
            last = page.get(page.size() - 1).seq();
            page = chat.administration().messages(conversation, last, Places.PAGE);
        }
    }
}
