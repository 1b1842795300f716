package dev.parley.core.model;

import java.util.List;

/**
 * A window of a conversation's messages, oldest first, tombstones included.
 *
 * <p>Thread-safe: immutable.
 *
 * @param top the conversation's last change in the same snapshot
 * @param hasBefore whether there are messages below these, in the same snapshot; below the place asked for, where none lies in
 *     the window
 * @param hasAfter likewise above
 */
public record MessagePage(List<Message> messages, long top, boolean hasBefore, boolean hasAfter) {}
