package dev.parley.core.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * One emoji under a message, with how many people have put it there.
 *
 * <p>Thread-safe: immutable.
 *
 * @param first who did it first, {@value #MOST_NAMED} at the most, in that order
 */
public record Reaction(String emoji, int count, List<AccountId> first) {

    /** How many people are named. */
    public static final int MOST_NAMED = 20;

    /** How many different emoji one message may have. */
    public static final int MOST_KINDS = 20;

    public Reaction {
        first = List.copyOf(first);
    }

    /** The same with one more. */
    public Reaction with(AccountId account) {
        List<AccountId> more = count < MOST_NAMED
                ? Stream.concat(first.stream(), Stream.of(account)).toList()
                : first;
        return new Reaction(emoji, count + 1, more);
    }

    /**
     * The same with one less.
     *
     * @param rest who is left, in order, as many as are to be named
     */
    public Reaction without(List<AccountId> rest) {
        return new Reaction(emoji, count - 1, rest.stream().limit(MOST_NAMED).toList());
    }
}
