package dev.parley.core.model;

/**
 * How far somebody has read a conversation, as others see it.
 *
 * <p>Thread-safe: immutable.
 *
 * @param seq the change up to which he has read; 0 where he has read nothing
 */
public record Seen(AccountId account, long seq) {}
