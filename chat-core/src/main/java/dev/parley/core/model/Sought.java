package dev.parley.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What a search looks for, with names resolved: how every store decides whether a text is found.
 *
 * <p>Thread-safe: immutable.
 *
 * @param text in the form of {@link SearchText#query}
 * @param in which of the searcher's conversations; all of them where absent
 * @param since the first moment that counts
 * @param until the first moment that is too late
 * @param link whether there has to be a link in it
 */
public record Sought(
        Optional<String> text,
        Optional<AccountId> from,
        Optional<Place> in,
        Instant since,
        Instant until,
        boolean link) {

    /** Before any message. */
    public static final Instant LONG_AGO = Instant.parse("0000-01-01T00:00:00Z");

    /** After any message. */
    public static final Instant FAR_OFF = Instant.parse("9999-12-31T00:00:00Z");

    /** Finds nothing: there is no time in which it could have been sent. */
    public static final Sought NOTHING =
            new Sought(Optional.empty(), Optional.empty(), Optional.empty(), FAR_OFF, LONG_AGO, false);

    /** Looks for a text alone, in the form of {@link SearchText#query}. */
    public static Sought text(String folded) {
        return new Sought(Optional.of(folded), Optional.empty(), Optional.empty(), LONG_AGO, FAR_OFF, false);
    }

    /** Whether a message of this sender and time may be one. */
    public boolean fits(AccountId sender, Instant sentAt) {
        return from.filter(wanted -> !wanted.equals(sender)).isEmpty()
                && !sentAt.isBefore(since)
                && sentAt.isBefore(until);
    }

    /** Whether a text says it, in the form of {@link SearchText#fold}. */
    public boolean said(String folded) {
        return text.filter(wanted -> !folded.contains(wanted)).isEmpty() && (!link || SearchText.hasLink(folded));
    }

    /** Whether a conversation is one of those to look in. */
    public boolean covers(ConversationId conversation, Optional<Pair> pair, Optional<String> title) {
        return since.isBefore(until)
                && in.filter(place -> !place.is(conversation, pair, title)).isEmpty();
    }

    /**
     * A conversation as people name it: by its id, by whom it is with, or by what it is called. Several may be called the same.
     *
     * @param name in the form of {@link Naming#key}
     */
    public record Place(Optional<ConversationId> id, Optional<Pair> pair, Optional<String> name) {

        boolean is(ConversationId conversation, Optional<Pair> people, Optional<String> title) {
            return id.filter(conversation::equals).isPresent()
                    || pair.isPresent() && pair.equals(people)
                    || name.isPresent() && name.equals(title.map(Naming::key));
        }
    }
}
