package dev.parley.core.model;

/**
 * A direct conversation, and whether it was opened just now.
 *
 * <p>Thread-safe: immutable.
 */
public record Direct(ConversationId conversation, boolean created) {}
