package dev.parley.core.model;

import java.util.Optional;

/**
 * What a message of kind {@link MessageKind#SYSTEM} says; its sender is who did it, and its content the new words, where there are
 * any: a title, a topic, a role.
 *
 * <p>Thread-safe: immutable.
 *
 * @param about whom it happened to, where that is somebody
 */
public record Note(NoteKind kind, Optional<Person> about) {}
