package dev.parley.cli.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A beginning that lines are compared with, eight bytes at a time.
 *
 * <p>Thread-safe: immutable.
 */
final class Prefix {

    private final int length;
    private final long[] words;
    private final long lastWord;

    /** @param text of at least eight characters, all in ASCII */
    Prefix(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        this.length = bytes.limit();
        this.words = new long[length / Long.BYTES];
        bytes.asLongBuffer().get(words);
        this.lastWord = bytes.getLong(length - Long.BYTES);
    }

    int length() {
        return length;
    }

    /** Whether it stands there; so many bytes have to. */
    boolean stands(ByteBuffer bytes, int at) {
        for (int i = 0; i < words.length; i++) {
            if (bytes.getLong(at + i * Long.BYTES) != words[i]) {
                return false;
            }
        }
        return bytes.getLong(at + length - Long.BYTES) == lastWord;
    }
}
