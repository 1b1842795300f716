package dev.parley.core.model;

/** Which of a member's conversations a list holds. */
public enum Shelf {
    /** All that are not hidden. */
    SHOWN,
    /** Those that the member has hidden, and in which nothing was said since. */
    HIDDEN
}
