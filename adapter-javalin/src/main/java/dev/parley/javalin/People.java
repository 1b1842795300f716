package dev.parley.javalin;

import dev.parley.core.Accounts;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Person;
import java.util.Optional;

/**
 * Finds people by how requests name them: an id, or {@code @username}.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
final class People {

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
}
