package dev.parley.core.model;

/**
 * What an erasure took away.
 *
 * <p>Thread-safe: immutable.
 *
 * @param messages texts that are tombstones since
 * @param conversations that have noted it
 */
public record Erased(long messages, long conversations) {

    public Erased and(Erased more) {
        return new Erased(messages + more.messages, conversations + more.conversations);
    }
}
