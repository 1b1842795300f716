package dev.parley.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * An account as its owner and administrators see it. Passwords are never part of it.
 *
 * <p>Thread-safe: immutable.
 *
 * @param externalId what a host application or the seeder calls it; unique where present
 * @param username unique without regard to case; absent for a host's users
 * @param email folded to lower case, unique where present; never verified by Parley
 * @param disabledAt since when it may neither log in nor act
 */
public record Account(
        AccountId id,
        AccountKind kind,
        Optional<String> externalId,
        Optional<String> username,
        Optional<String> email,
        String displayName,
        boolean admin,
        Instant createdAt,
        Optional<Instant> disabledAt) {

    public boolean disabled() {
        return disabledAt.isPresent();
    }

    public Account withDisplayName(String name) {
        return new Account(id, kind, externalId, username, email, name, admin, createdAt, disabledAt);
    }

    public Account withDisabledAt(Optional<Instant> at) {
        return new Account(id, kind, externalId, username, email, displayName, admin, createdAt, at);
    }

    /** The part of it that everybody may see. */
    public Person person() {
        return new Person(id, kind, username, displayName);
    }
}
