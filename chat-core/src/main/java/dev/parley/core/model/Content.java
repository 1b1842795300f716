package dev.parley.core.model;

import java.text.Normalizer;

/**
 * The rules for the text of a message: 1 to a maximum of code points after NFC, no NUL, nothing that is not a character (a
 * lone surrogate, U+FFFE, U+FFFF), not blank, and no run of combining marks that would bury its neighbours.
 *
 * <p>Thread-safe: stateless.
 */
public final class Content {

    private static final int MAX_MARKS = 32;

    private Content() {}

    /**
     * The text as it is stored.
     *
     * @throws ChatException {@link ErrorCode#INVALID} with {@code blank}, {@code too_long} or {@code invalid_characters}
     */
    public static String check(String raw, int maxCodePoints) {
        refuse(raw.length() > 4 * maxCodePoints, "too_long", tooLong(maxCodePoints));
        refuse(!Text.clean(raw), "invalid_characters", "The message holds characters that cannot be stored.");
        String text = Normalizer.normalize(raw, Normalizer.Form.NFC);
        refuse(Text.blank(text), "blank", "The message is empty. Write something first.");
        refuse(text.codePointCount(0, text.length()) > maxCodePoints, "too_long", tooLong(maxCodePoints));
        refuse(Text.longestRunOfMarks(text) > MAX_MARKS, "invalid_characters", "Too many combining marks in a row.");
        return text;
    }

    private static String tooLong(int max) {
        return "The message is longer than " + max + " characters. Shorten it or send it in parts.";
    }

    private static void refuse(boolean wrong, String violation, String detail) {
        if (wrong) {
            throw ChatException.invalid("content", violation, detail);
        }
    }
}
