package dev.parley.core.model;

/**
 * Somebody in a conversation, as its members see him.
 *
 * <p>Thread-safe: immutable.
 */
public record Participant(Person person, Role role) {}
