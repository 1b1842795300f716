package dev.parley.core.model;

/** What a member may do; in a direct conversation both are {@link #MEMBER}. */
public enum Role {
    OWNER,
    MODERATOR,
    MEMBER
}
