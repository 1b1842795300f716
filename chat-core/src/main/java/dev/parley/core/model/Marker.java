package dev.parley.core.model;

/**
 * How far somebody has read a conversation.
 *
 * <p>Thread-safe: immutable.
 *
 * @param unread how many text messages lie above it
 */
public record Marker(long readSeq, long unread) {}
