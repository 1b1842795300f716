package dev.parley.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * By which whoever has its secret comes to a group or channel. It holds while who made it may bring people there.
 *
 * <p>Thread-safe: immutable.
 *
 * @param usesLeft how many may still come by it; absent for any number
 * @param expiresAt from when on nobody may; absent for never
 */
public record Invitation(
        long id,
        ConversationId conversation,
        AccountId createdBy,
        OptionalInt usesLeft,
        Instant createdAt,
        Optional<Instant> expiresAt) {

    /** Whether somebody may come by it then. */
    public boolean holds(Instant at) {
        return usesLeft.orElse(1) > 0
                && expiresAt.filter(end -> !at.isBefore(end)).isEmpty();
    }

    /** The same after somebody has come by it. */
    public Invitation used() {
        OptionalInt fewer = usesLeft.isPresent() ? OptionalInt.of(usesLeft.getAsInt() - 1) : usesLeft;
        return new Invitation(id, conversation, createdBy, fewer, createdAt, expiresAt);
    }
}
