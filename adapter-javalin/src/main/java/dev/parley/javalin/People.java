package dev.parley.javalin;

import dev.parley.core.Accounts;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Person;

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

    /** @throws ChatException {@code NOT_FOUND} */
    Person find(String reference) {
        return reference.startsWith("@")
                ? accounts.person(reference.substring(1))
                : accounts.person(new AccountId(Call.idIn(reference)));
    }
}
