package dev.parley.core.model;

import java.text.Normalizer;

/**
 * The name under which people see each other: 1 to 64 characters after NFC, visible, in one line, and without characters that
 * turn the direction of what follows.
 *
 * <p>Thread-safe: immutable.
 */
public record DisplayName(String value) {

    private static final int MAX = 64;

    /** @throws ChatException {@link ErrorCode#INVALID} with the violation {@code display_name_shape} */
    public DisplayName {
        value = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
        boolean right = Text.inOneLine(value)
                && Text.clean(value)
                && !Text.blank(value)
                && Text.longestRunOfMarks(value) <= 4
                && value.codePointCount(0, value.length()) <= MAX;
        if (!right) {
            throw ChatException.invalid(
                    "display_name", "display_name_shape", "A display name is one line of 1 to 64 visible characters.");
        }
    }
}
