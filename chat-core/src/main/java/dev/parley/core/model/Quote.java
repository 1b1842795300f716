package dev.parley.core.model;

import java.util.Optional;

/**
 * The beginning of a message as another one quotes it. It follows the quoted message: edited, it has the new words; deleted, it has
 * none.
 *
 * <p>Thread-safe: immutable.
 *
 * @param version that of the quoted message; a lower one is older news
 * @param excerpt the first {@value #MOST} characters of its text, absent when that is deleted
 */
public record Quote(MessageId id, long seq, int version, Person sender, Optional<String> excerpt) {

    /** How many code points an excerpt has at the most. */
    public static final int MOST = 100;

    /** Longer excerpts are cut. */
    public Quote {
        excerpt = excerpt.map(Quote::cut);
    }

    public static Quote of(Message message) {
        return new Quote(message.id(), message.seq(), message.version(), message.sender(), message.content());
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) > MOST
                ? text.substring(0, text.offsetByCodePoints(0, MOST))
                : text;
    }
}
