package dev.parley.cli;

import dev.parley.core.Administration;
import dev.parley.core.model.Account;
import dev.parley.core.model.Page;
import java.util.Optional;
import java.util.function.Consumer;

/** Walks over all accounts, a page at a time. */
final class Everybody {

    private static final int PAGE = 100;

    private Everybody() {}

    static void each(Administration administration, Consumer<Account> visitor) {
        Optional<String> cursor = Optional.empty();
        do {
            Page<Account> page = administration.users(cursor, PAGE);
            page.items().forEach(visitor);
            cursor = page.next();
        } while (cursor.isPresent());
    }
}
