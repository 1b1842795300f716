package dev.parley.core.model;

/** What stands behind an account: a human, a program that takes part, or the host application itself. */
public enum AccountKind {
    PERSON,
    BOT,
    SYSTEM
}
