package dev.parley.core.model;

import java.util.Locale;

/**
 * Every way in which Parley refuses, named by the fact. Clients switch on the lower-case name, transports on the {@link
 * #kind()} only.
 */
public enum ErrorCode {
    INVALID(Kind.INVALID, "The request is not valid"),
    UNAUTHENTICATED(Kind.UNAUTHENTICATED, "Please log in"),
    WRONG_CREDENTIALS(Kind.UNAUTHENTICATED, "Wrong username or password"),
    CSRF_FAILED(Kind.FORBIDDEN, "The request does not come from this site"),
    FORBIDDEN(Kind.FORBIDDEN, "Not allowed"),
    NOT_AUTHOR(Kind.FORBIDDEN, "Not your message"),
    WRONG_PASSWORD(Kind.FORBIDDEN, "The current password is not right"),
    REGISTRATION_CLOSED(Kind.FORBIDDEN, "Registration is closed"),
    CANNOT_MESSAGE(Kind.FORBIDDEN, "This person cannot be written to"),
    ARCHIVED(Kind.FORBIDDEN, "The conversation is archived"),
    NOT_FOUND(Kind.NOT_FOUND, "Not found"),
    USERNAME_TAKEN(Kind.CONFLICT, "The username is taken"),
    EMAIL_TAKEN(Kind.CONFLICT, "The e-mail address is taken"),
    CLIENT_ID_REUSED(Kind.CONFLICT, "The client_id stands for another message"),
    TITLE_TAKEN(Kind.CONFLICT, "There is a channel of that name"),
    LAST_OWNER(Kind.CONFLICT, "Somebody has to own it"),
    TOO_MANY_REACTIONS(Kind.CONFLICT, "The message has as many different reactions as it can have"),
    TOO_MANY_PINS(Kind.CONFLICT, "The conversation has as many pinned messages as it can have"),
    ALREADY_DELETED(Kind.CONFLICT, "The message is deleted"),
    RATE_LIMITED(Kind.LIMITED, "Too many requests"),
    UNAVAILABLE(Kind.UNAVAILABLE, "Not available right now"),
    OUTCOME_UNKNOWN(Kind.UNAVAILABLE, "Whether it was done is not known yet");

    private final Kind kind;
    private final String title;

    ErrorCode(Kind kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    public Kind kind() {
        return kind;
    }

    /** One short English sentence for people. */
    public String title() {
        return title;
    }

    /** The name on the wire, for example {@code not_author}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the very same request can succeed later. */
    public boolean retryable() {
        return kind == Kind.LIMITED || kind == Kind.UNAVAILABLE;
    }

    /** What a transport needs to know of a refusal. */
    public enum Kind {
        INVALID,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        LIMITED,
        UNAVAILABLE
    }
}
