package dev.parley.cli;

import dev.parley.cli.launch.Printable;
import dev.parley.core.Administration;
import dev.parley.core.Chat;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Page;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds accounts: all of them, a page at a time, or one by name. */
final class Everybody {

    private static final int PAGE = 100;

    private Everybody() {}

    /** @throws RefusedException when nobody is called that */
    static AccountId named(Chat chat, String username) {
        try {
            return chat.accounts().person(username).id();
        } catch (ChatException e) {
            throw e.code() == ErrorCode.NOT_FOUND
                    ? new RefusedException(
                            "There is no account " + Printable.line(username) + ". chat-cli user list shows all.")
                    : e;
        }
    }

    static void each(Administration administration, Consumer<Account> visitor) {
        Optional<String> cursor = Optional.empty();
        do {
            Page<Account> page = administration.users(cursor, PAGE);
            page.items().forEach(visitor);
            cursor = page.next();
        } while (cursor.isPresent());
    }
}
