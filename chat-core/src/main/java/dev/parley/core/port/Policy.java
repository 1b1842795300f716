package dev.parley.core.port;

import dev.parley.core.model.AccountId;

/**
 * What a host has to say about who may meet whom, on top of the core's own rules: everything, unless it says otherwise. It is asked
 * where people are found and brought together, by whoever is about to do that and before anything is locked: never within a
 * transaction, and never by the threads that commit. Who writes in a conversation that is there already is not its business;
 * membership and role say that.
 *
 * <p>Nobody is asked about himself. Where it throws, what was asked for does not happen, and the caller gets what was thrown.
 *
 * <p>Thread rule: called by many threads at once, among them those that serve sockets; it should answer at once, from what is at hand.
 */
public interface Policy {

    /** Whether somebody finds somebody else: in the directory, by a name or an id, in a mention. For whom he does not find, he gets {@code NOT_FOUND}. */
    default boolean maySee(AccountId actor, AccountId other) {
        return true;
    }

    /** Whether somebody whom he finds may open a direct conversation with him; otherwise {@code CANNOT_MESSAGE}. */
    default boolean mayMessage(AccountId actor, AccountId other) {
        return true;
    }

    /** Whether somebody whom he finds may be brought to a group or channel by him; otherwise {@code CANNOT_MESSAGE}. */
    default boolean mayInvite(AccountId actor, AccountId other) {
        return true;
    }
}
