package dev.parley.core.model;

import java.util.List;

/**
 * One numbered page of messages over all of a reader's conversations, newest first, with how many there are in all.
 *
 * <p>Thread-safe: immutable.
 */
public record MessageList(long count, List<Message> messages) {}
