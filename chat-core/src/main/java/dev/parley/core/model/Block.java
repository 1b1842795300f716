package dev.parley.core.model;

/**
 * That somebody wants to hear nothing of somebody else.
 *
 * <p>Thread-safe: immutable.
 */
public record Block(AccountId account, AccountId blocked) {

    public Block {
        if (account.equals(blocked)) {
            throw new IllegalArgumentException("Nobody blocks himself");
        }
    }
}
