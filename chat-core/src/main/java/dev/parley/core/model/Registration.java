package dev.parley.core.model;

import java.util.Optional;

/**
 * Somebody who wants an account.
 *
 * <p>Thread-safe: immutable. Its text never shows the password.
 */
public record Registration(
        Username username, String password, Optional<EmailAddress> email, Optional<DisplayName> displayName) {

    /** With a username and a password, which is all one needs. */
    public static Registration of(String username, String password) {
        return new Registration(new Username(username), password, Optional.empty(), Optional.empty());
    }

    public Registration withEmail(String email) {
        return new Registration(username, password, Optional.of(new EmailAddress(email)), displayName);
    }

    public Registration withDisplayName(String name) {
        return new Registration(username, password, email, Optional.of(new DisplayName(name)));
    }

    @Override
    public String toString() {
        return "Registration[" + username.value() + "]";
    }
}
