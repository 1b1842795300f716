package dev.parley.core.model;

import java.util.List;

/**
 * A piece of a conversation's log: consecutive changes.
 *
 * <p>Thread-safe: immutable.
 *
 * @param top the conversation's last change in the same snapshot
 * @param more whether changes remain after these
 * @param reset that the position asked for lies above the top, so the reader must begin anew
 */
public record ChangePage(List<Change> changes, long top, boolean more, boolean reset) {}
