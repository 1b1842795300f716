package dev.parley.core.model;

import java.util.Set;

/**
 * The two people of a direct conversation, in the order of their ids; twice the same person for notes to oneself. There
 * is exactly one direct conversation for each pair.
 *
 * <p>Thread-safe: immutable.
 */
public record Pair(AccountId low, AccountId high) implements ConversationRef {

    /** @throws IllegalArgumentException when the ids are not in order; {@link #of} orders them */
    public Pair {
        if (low.value() > high.value()) {
            throw new IllegalArgumentException("The lower id comes first");
        }
    }

    public static Pair of(AccountId one, AccountId other) {
        return one.value() <= other.value() ? new Pair(one, other) : new Pair(other, one);
    }

    public boolean has(AccountId account) {
        return low.equals(account) || high.equals(account);
    }

    /** The one whom {@code account} talks to: the other, or oneself. */
    public AccountId other(AccountId account) {
        return low.equals(account) ? high : low;
    }

    /** The two, or the one. */
    public Set<AccountId> people() {
        return low.equals(high) ? Set.of(low) : Set.of(low, high);
    }

    /** The same in one word, {@code low:high}: what a store keeps unique. */
    public String key() {
        return low + ":" + high;
    }
}
