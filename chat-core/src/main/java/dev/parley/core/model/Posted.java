package dev.parley.core.model;

/**
 * What became of a post.
 *
 * <p>Thread-safe: immutable.
 *
 * @param duplicate whether it had been posted before under the same client id; the message is then as it is now
 */
public record Posted(Message message, boolean duplicate) {}
