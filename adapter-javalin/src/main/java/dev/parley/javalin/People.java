package dev.parley.javalin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.Accounts;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Person;
import dev.parley.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Finds people by how requests name them: an id, or {@code @username}.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
final class People {

    private static final int MOST = 100;

    private final Accounts accounts;

    People(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Somebody by a username, or by an id that is nobody's username. */
    Optional<Person> named(String text) {
        return known("@" + text).or(() -> known(text));
    }

    private Optional<Person> known(String reference) {
        try {
            return Optional.of(find(reference));
        } catch (ChatException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** @throws ChatException {@code NOT_FOUND} */
    Person find(String reference) {
        return reference.startsWith("@")
                ? accounts.person(reference.substring(1))
                : accounts.person(new AccountId(Call.idIn(reference)));
    }

    /** How a field names somebody who has to be there: by an id, or by a username as it is. */
    static String reference(Fields fields, String name) {
        JsonNode value = fields.raw(name);
        return value.isIntegralNumber() ? value.asText() : "@" + fields.text(name);
    }

    /** How a field names somebody, by an id or {@code @username}. */
    static String mention(Fields fields, String name) {
        JsonNode value = fields.raw(name);
        if (!reference(value)) {
            fields.wrong(name, fields.absent(name) ? "required" : "wrong_type");
        }
        return value.asText();
    }

    /** How a field names several people, each by an id or {@code @username}. */
    static List<String> references(Fields fields, String name) {
        JsonNode all = fields.raw(name);
        List<String> people = new ArrayList<>();
        all.forEach(one -> people.add(one.asText()));
        if (!all.isArray()
                || all.size() > MOST
                || !StreamSupport.stream(all.spliterator(), false).allMatch(People::reference)) {
            fields.wrong(name, fields.absent(name) ? "required" : "wrong_type");
            return List.of();
        }
        return people;
    }

    private static boolean reference(JsonNode value) {
        return value.isIntegralNumber()
                || value.isTextual() && value.textValue().startsWith("@");
    }
}
