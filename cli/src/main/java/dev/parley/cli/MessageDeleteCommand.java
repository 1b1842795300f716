package dev.parley.cli;

import dev.parley.core.Chat;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.MessageId;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chat-cli message delete}. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a message away for good, whoever wrote it. What is left says who did it.",
            "On PostgreSQL whoever is connected to a running server sees it go at once."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli message delete 4711 --by ada",
        })
final class MessageDeleteCommand extends DatabaseCommand {

    @Parameters(paramLabel = "ID", description = "The message's id, as an export shows it.")
    private long id;

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "The administrator who does it.")
    private String by = "";

    MessageDeleteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try (Chat chat = open()) {
            chat.administration().delete(Everybody.named(chat, by), new MessageId(id));
        } catch (ChatException e) {
            throw refused(e);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
        terminal().say("Deleted message " + id + ".");
        return ExitCode.OK;
    }

    private RuntimeException refused(ChatException e) {
        if (e.code() == ErrorCode.NOT_FOUND) {
            return unknown();
        } else if (e.code() == ErrorCode.FORBIDDEN) {
            return new RefusedException(by + " is no administrator. chat-cli user list shows who is one.");
        } else if (e.code() == ErrorCode.NOT_AUTHOR) {
            return new RefusedException("Message " + id + " is a note of its conversation, which nobody deletes.");
        }
        return e;
    }

    private RefusedException unknown() {
        return new RefusedException("There is no message " + id + ". chat-cli conversation export shows their ids.");
    }
}
