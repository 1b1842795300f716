package dev.parley.core.model;

/** What one of two people in a direct conversation may make of a block between them. */
public enum Blocking {
    /** Neither has blocked the other; as everywhere but in direct conversations. */
    NONE,
    /** Who is asking has blocked the other. */
    MINE,
    /** The other has blocked who is asking, who is not to be told. */
    THEIRS
}
