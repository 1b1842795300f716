package dev.parley.core.model;

import java.util.Optional;

/**
 * What everybody may see of an account wherever it is named.
 *
 * <p>Thread-safe: immutable.
 *
 * @param colour of the picture, where one was chosen
 */
public record Person(
        AccountId id, AccountKind kind, Optional<String> username, String displayName, Optional<Colour> colour) {

    /** Somebody who has chosen no colour. */
    public Person(AccountId id, AccountKind kind, Optional<String> username, String displayName) {
        this(id, kind, username, displayName, Optional.empty());
    }
}
