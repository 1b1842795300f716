package dev.parley.contract;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import java.time.Instant;
import java.util.Optional;

/**
 * An account before it is stored: a person with a username, unless something else is said.
 *
 * <p>Not thread-safe: each is used by one test.
 */
public final class Newcomer {

    private final Scene scene;
    private Optional<String> username;
    private String displayName;
    private AccountKind kind = AccountKind.PERSON;
    private Optional<String> externalId = Optional.empty();
    private Optional<String> email = Optional.empty();
    private Optional<Instant> disabledAt = Optional.empty();
    private boolean admin;

    Newcomer(Scene scene, String username) {
        this.scene = scene;
        this.username = Optional.of(username);
        this.displayName = username;
    }

    public Newcomer withoutUsername() {
        username = Optional.empty();
        return this;
    }

    public Newcomer called(String name) {
        displayName = name;
        return this;
    }

    public Newcomer kind(AccountKind other) {
        kind = other;
        return this;
    }

    public Newcomer externalId(String id) {
        externalId = Optional.of(id);
        return this;
    }

    public Newcomer email(String address) {
        email = Optional.of(address);
        return this;
    }

    public Newcomer disabled() {
        disabledAt = Optional.of(scene.now());
        return this;
    }

    public Newcomer admin() {
        admin = true;
        return this;
    }

    /** Stores it, with {@code hash of …} for a password. */
    public Account enter() {
        AccountId id = new AccountId(scene.id());
        Account account =
                new Account(id, kind, externalId, username, email, displayName, admin, scene.now(), disabledAt);
        scene.stores().accounts().insert(account, "hash of " + displayName);
        return account;
    }
}
