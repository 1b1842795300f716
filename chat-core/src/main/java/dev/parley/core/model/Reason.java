package dev.parley.core.model;

import java.text.Normalizer;

/**
 * Why somebody reports a message, in his own words: at most 500 characters after NFC, perhaps none.
 *
 * <p>Thread-safe: immutable.
 */
public record Reason(String value) {

    private static final int MAX = 500;

    /** @throws ChatException {@link ErrorCode#INVALID} with the violation {@code reason_shape} */
    public Reason {
        value = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
        if (!Text.clean(value) || value.codePointCount(0, value.length()) > MAX) {
            throw ChatException.invalid(
                    "reason", "reason_shape", "A reason has at most " + MAX + " characters, all of them visible.");
        }
    }
}
