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
        Profile profile,
        boolean admin,
        Instant createdAt,
        Optional<Instant> disabledAt) {

    /** One whose owner has said no more than his name. */
    public Account(
            AccountId id,
            AccountKind kind,
            Optional<String> externalId,
            Optional<String> username,
            Optional<String> email,
            String displayName,
            boolean admin,
            Instant createdAt,
            Optional<Instant> disabledAt) {
        this(id, kind, externalId, username, email, Profile.of(displayName), admin, createdAt, disabledAt);
    }

    public boolean disabled() {
        return disabledAt.isPresent();
    }

    public String displayName() {
        return profile.displayName();
    }

    public Account withProfile(Profile other) {
        return new Account(id, kind, externalId, username, email, other, admin, createdAt, disabledAt);
    }

    public Account withDisabledAt(Optional<Instant> at) {
        return new Account(id, kind, externalId, username, email, profile, admin, createdAt, at);
    }

    /** What remains of it once it is erased: nothing that says who it was. */
    public Account erased(Instant at) {
        return new Account(
                id,
                kind,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Profile.ERASED,
                false,
                createdAt,
                disabledAt.or(() -> Optional.of(at)));
    }

    /** The part of it that everybody may see wherever it is named. */
    public Person person() {
        return new Person(id, kind, username, displayName(), profile.colour());
    }
}
