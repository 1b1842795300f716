package dev.parley.cli.bench;

import dev.parley.core.Chat;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Registration;

/**
 * Makes people in the server's database, by the core's own rules. With a hasher that hashes once, a thousand take a second.
 *
 * <p>Thread-safe. Closing the chat is the caller's.
 */
public final class StoredPeople implements People {

    private static final int ATTEMPTS = 10;

    private final Chat chat;

    public StoredPeople(Chat chat) {
        this.chat = chat;
    }

    @Override
    public Person register(String username, String password) {
        Account account = chat.administration().createUser(Registration.of(username, password), false);
        return new Person(account.id().value(), chat.sessions().start(account).secret());
    }

    /** What is opened already stays as it is, so that a database which is slow under many is asked again. */
    @Override
    public long open(Person one, Person other) {
        for (int attempt = 1; ; attempt++) {
            try {
                return opened(one, other);
            } catch (ChatException e) {
                if (!e.code().retryable() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private long opened(Person one, Person other) {
        return chat.conversations()
                .openDirect(Actor.user(new AccountId(one.id())), new AccountId(other.id()))
                .conversation()
                .value();
    }
}
