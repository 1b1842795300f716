package dev.parley.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A text to be sent, as it goes over the wire. Made once for all who receive it: a thousand connections share its bytes.
 *
 * <p>Thread-safe: immutable.
 */
public final class Frame {

    private final byte[] utf8;

    private Frame(byte[] utf8) {
        this.utf8 = utf8;
    }

    public static Frame of(String text) {
        return new Frame(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All of them as one, newline between; at least one. */
    static Frame joined(List<Frame> parts) {
        int newlines = parts.size() - 1;
        ByteBuffer joined = ByteBuffer.allocate(
                newlines + parts.stream().mapToInt(Frame::bytes).sum());
        for (Frame part : parts) {
            joined.put(part.utf8);
            if (joined.hasRemaining()) {
                joined.put((byte) '\n');
            }
        }
        return new Frame(joined.array());
    }

    /** Its length on the wire. */
    public int bytes() {
        return utf8.length;
    }

    /** Its bytes, to be read; each call gives a view of its own. */
    public ByteBuffer utf8() {
        return ByteBuffer.wrap(utf8).asReadOnlyBuffer();
    }

    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Frame of " + utf8.length + " bytes";
    }
}
