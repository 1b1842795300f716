package dev.parley.core.model;

import java.util.Optional;

/**
 * A message that was found somewhere in all of one's conversations, and what that conversation is.
 *
 * <p>Thread-safe: immutable.
 *
 * @param title what it is called, unless it is a direct one
 */
public record Found(Message message, ConversationKind kind, Optional<String> title) {}
