package dev.parley.core.internal;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.port.Policy;

/**
 * Asks the host's {@link Policy}, and refuses in its name.
 *
 * <p>Thread-safe where the policy is, as it has to be.
 */
public final class HostPolicy {

    /** One of the questions. */
    private interface Question {
        boolean may(AccountId actor, AccountId other);
    }

    /** The policy of those who have none. */
    public static final Policy EVERYBODY = new Policy() {};

    private final Policy policy;

    public HostPolicy(Policy policy) {
        this.policy = policy;
    }

    /** Whether there is nobody to ask: everybody finds everybody. */
    public boolean open() {
        return policy == EVERYBODY;
    }

    /** Whether the actor finds somebody: in the directory, or by a mention. */
    public boolean sees(AccountId actor, AccountId other) {
        return may(policy::maySee, actor, other);
    }

    /** @throws ChatException {@code NOT_FOUND} */
    public void refuseUnlessSeen(AccountId actor, AccountId other) {
        if (!sees(actor, other)) {
            throw ChatException.of(ErrorCode.NOT_FOUND);
        }
    }

    /** @throws ChatException {@code NOT_FOUND}, {@code CANNOT_MESSAGE} */
    public void refuseUnlessMessaged(AccountId actor, AccountId other) {
        refuseUnless(policy::mayMessage, actor, other);
    }

    /** @throws ChatException {@code NOT_FOUND}, {@code CANNOT_MESSAGE} */
    public void refuseUnlessInvited(AccountId actor, AccountId other) {
        refuseUnless(policy::mayInvite, actor, other);
    }

    private void refuseUnless(Question question, AccountId actor, AccountId other) {
        refuseUnlessSeen(actor, other);
        if (!may(question, actor, other)) {
            throw ChatException.of(ErrorCode.CANNOT_MESSAGE);
        }
    }

    private static boolean may(Question question, AccountId actor, AccountId other) {
        return actor.equals(other) || question.may(actor, other);
    }
}
