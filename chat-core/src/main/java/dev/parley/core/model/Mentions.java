package dev.parley.core.model;

import java.util.List;

/**
 * Whom a message calls by name, as it was found out when it was written.
 *
 * <p>Thread-safe: immutable.
 *
 * @param people members of the conversation, in the order of their names in the text, each once
 * @param everybody whether a moderator calls all members with {@code @all}
 */
public record Mentions(List<Mention> people, boolean everybody) {

    /** The name that stands for all members. */
    public static final String ALL = "all";

    private static final Mentions NONE = new Mentions(List.of(), false);

    public Mentions {
        people = List.copyOf(people);
    }

    public static Mentions none() {
        return NONE;
    }

    /** Whether it calls this member. */
    public boolean calls(AccountId account) {
        return everybody || people.stream().anyMatch(one -> one.account().equals(account));
    }

    /** The same without this one. */
    public Mentions without(AccountId account) {
        return new Mentions(
                people.stream().filter(one -> !one.account().equals(account)).toList(), everybody);
    }

    public boolean isEmpty() {
        return people.isEmpty() && !everybody;
    }
}
