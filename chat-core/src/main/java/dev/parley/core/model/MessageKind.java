package dev.parley.core.model;

/** What a message is: somebody's words, or a note of the conversation itself. */
public enum MessageKind {
    TEXT,
    SYSTEM
}
