package dev.parley.core.model;

/** The kinds of conversation: two people or oneself, a closed circle, a public place. */
public enum ConversationKind {
    DIRECT,
    GROUP,
    CHANNEL
}
