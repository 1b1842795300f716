package dev.parley.core.model;

import java.util.List;

/**
 * A window of a conversation's messages, oldest first, tombstones included.
 *
 * <p>Thread-safe: immutable.
 *
 * @param top the conversation's last change in the same snapshot
 */
public record MessagePage(List<Message> messages, long top, boolean hasBefore, boolean hasAfter) {}
