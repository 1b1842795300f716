package dev.parley.core.model;

/**
 * How a command names its conversation: by its id, or, where it may not exist yet, by the pair of people it belongs to or
 * by what a host calls it.
 *
 * <p>Thread-safe: immutable.
 */
public sealed interface ConversationRef permits ConversationId, Pair, HostKey {}
