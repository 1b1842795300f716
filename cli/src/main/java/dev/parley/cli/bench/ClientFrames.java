package dev.parley.cli.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a client has to say, as frames that wait to be written; masked, as a client's have to be.
 *
 * <p>Not thread-safe.
 */
final class ClientFrames {

    static final int TEXT = 0x81;
    static final int CLOSE = 0x88;
    static final int PONG = 0x8a;

    private static final int FIRST_ROOM = 512;
    private static final int LONGEST_HEADER = 14;

    /** Ready to be filled further. */
    private ByteBuffer waiting = ByteBuffer.allocate(FIRST_ROOM);

    void text(String text) {
        add(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void add(int kind, byte[] payload) {
        makeRoom(LONGEST_HEADER + payload.length);
        waiting.put((byte) kind);
        if (payload.length < 126) {
            waiting.put((byte) (0x80 | payload.length));
        } else if (payload.length < 1 << 16) {
            waiting.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            waiting.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        mask(payload, ThreadLocalRandom.current().nextInt());
    }

    private void mask(byte[] payload, int key) {
        waiting.putInt(key);
        int at = waiting.position();
        for (int i = 0; i < payload.length; i++) {
            waiting.put(at + i, (byte) (payload[i] ^ key >>> (24 - 8 * (i & 3))));
        }
        waiting.position(at + payload.length);
    }

    /** Bytes as they are: the request that comes before all frames. */
    void raw(byte[] bytes) {
        makeRoom(bytes.length);
        waiting.put(bytes);
    }

    private void makeRoom(int bytes) {
        if (waiting.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate((waiting.position() + bytes) * 2);
            waiting = larger.order(ByteOrder.BIG_ENDIAN).put(waiting.flip());
        }
    }

    boolean empty() {
        return waiting.position() == 0;
    }

    /** What waits, to be read; {@link #taken} has to follow. */
    ByteBuffer begin() {
        return waiting.flip();
    }

    /** As much as was read is gone. */
    void taken() {
        waiting.compact();
    }
}
