package dev.parley.wire;

import java.nio.charset.StandardCharsets;

/**
 * A text to be sent, with its size on the wire. Made once for all who receive it.
 *
 * <p>Thread-safe: immutable.
 *
 * @param bytes its length in UTF-8
 */
public record Frame(String text, int bytes) {

    public static Frame of(String text) {
        return new Frame(text, text.getBytes(StandardCharsets.UTF_8).length);
    }
}
