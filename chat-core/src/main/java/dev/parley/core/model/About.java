package dev.parley.core.model;

import java.text.Normalizer;

/**
 * What somebody says of himself: 1 to 500 characters after NFC, in one line, and without characters that turn the direction of
 * what follows.
 *
 * <p>Thread-safe: immutable.
 */
public record About(String value) {

    private static final int MAX = 500;
    private static final int MAX_MARKS = 4;

    /** @throws ChatException {@link ErrorCode#INVALID} with the violation {@code about_shape} */
    public About {
        value = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
        boolean right = Text.inOneLine(value)
                && Text.clean(value)
                && !Text.blank(value)
                && Text.longestRunOfMarks(value) <= MAX_MARKS
                && value.codePointCount(0, value.length()) <= MAX;
        if (!right) {
            throw ChatException.invalid(
                    "about",
                    "about_shape",
                    "What you say of yourself is one line of 1 to " + MAX
                            + " visible characters, or null for nothing.");
        }
    }
}
