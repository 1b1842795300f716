package dev.parley.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.parley.core.Chat;
import dev.parley.core.model.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code chat-cli user list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists every account.",
        footer = {
            "",
            "Exit codes: 0 done, 1 it could not be done, 2 the command was wrong.",
            "",
            "Examples:",
            "  chat-cli user list",
            "  chat-cli user list --json | jq -r '.[] | select(.admin) | .username'"
        })
final class UserListCommand extends DatabaseCommand {

    private static final String ROW = "%-10s %-32s %-30s %-8s %s";

    @Option(names = "--json", description = "One JSON array, for programs.")
    private boolean json;

    UserListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException {
        try (Chat chat = open()) {
            if (json) {
                printJson(chat);
            } else {
                printTable(chat);
            }
        }
        return ExitCode.OK;
    }

    private void printTable(Chat chat) {
        terminal().say(String.format(Locale.ROOT, ROW, "ID", "USERNAME", "NAME", "KIND", ""));
        Everybody.each(chat.administration(), account -> terminal().say(row(account)));
    }

    private static String row(Account account) {
        String remarks = (account.admin() ? "administrator " : "")
                + (account.disabled() ? "disabled " : "")
                + account.externalId().map(id -> "(" + id + ")").orElse("");
        return String.format(
                        Locale.ROOT,
                        ROW,
                        account.id(),
                        account.username().orElse("-"),
                        account.displayName(),
                        account.kind().name().toLowerCase(Locale.ROOT),
                        remarks)
                .stripTrailing();
    }

    private void printJson(Chat chat) throws IOException {
        JsonFactory factory =
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        JsonGenerator generator = factory.createGenerator(terminal().out());
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).useDefaultPrettyPrinter();
        generator.writeStartArray();
        Everybody.each(chat.administration(), account -> write(generator, account));
        generator.writeEndArray();
        generator.close();
        terminal().out().println();
    }

    private static void write(JsonGenerator generator, Account account) {
        try {
            generator.writeStartObject();
            generator.writeNumberField("id", account.id().value());
            optional(generator, "username", account.username());
            generator.writeStringField("display_name", account.displayName());
            generator.writeStringField("kind", account.kind().name().toLowerCase(Locale.ROOT));
            generator.writeBooleanField("admin", account.admin());
            optional(generator, "email", account.email());
            optional(generator, "external_id", account.externalId());
            generator.writeStringField("created_at", account.createdAt().toString());
            optional(generator, "disabled_at", account.disabledAt().map(Object::toString));
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void optional(JsonGenerator generator, String field, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            generator.writeStringField(field, value.get());
        }
    }
}
