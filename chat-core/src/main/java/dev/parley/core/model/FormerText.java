package dev.parley.core.model;

import java.time.Instant;

/**
 * What a message said before it was edited.
 *
 * <p>Thread-safe: immutable.
 *
 * @param version which version of the message said so
 * @param at when that was written
 */
public record FormerText(int version, String content, Instant at) {}
