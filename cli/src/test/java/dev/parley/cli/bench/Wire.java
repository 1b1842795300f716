package dev.parley.cli.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bytes as a server sends them, and a reader who gets them in pieces. */
final class Wire {

    private static final int FIN = 0x80;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A text in one frame. */
    Wire text(String text) {
        return frame(FIN | 1, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A text in several frames, with a ping between some of them. */
    Wire fragmented(String text, Random random) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        int[] cuts = random.ints(random.nextInt(4), 0, all.length + 1).sorted().toArray();
        int from = 0;
        int kind = 1;
        for (int cut : cuts) {
            frame(kind, Arrays.copyOfRange(all, from, cut));
            from = cut;
            kind = 0;
            if (random.nextInt(3) == 0) {
                frame(FIN | 9, new byte[random.nextInt(126)]);
            }
        }
        return frame(FIN | kind, Arrays.copyOfRange(all, from, all.length));
    }

    Wire ping(byte[] payload) {
        return frame(FIN | 9, payload);
    }

    Wire close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload =
                ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text);
        return frame(FIN | 8, payload.array());
    }

    Wire frame(int first, byte[] payload) {
        bytes.write(first);
        if (payload.length < 126) {
            bytes.write(payload.length);
        } else if (payload.length < 1 << 16) {
            bytes.write(126);
            bytes.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            bytes.write(127);
            bytes.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        bytes.writeBytes(payload);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Reads it all, cut anywhere into pieces of at most so many bytes. */
    void readBy(FrameScanner scanner, int mostAtOnce, Random random) {
        byte[] all = bytes();
        ByteBuffer shared = ByteBuffer.allocateDirect(256 * 1024);
        byte[] kept = {};
        int at = 0;
        while (at < all.length) {
            int count = Math.min(all.length - at, 1 + random.nextInt(mostAtOnce));
            shared.clear().put(kept).put(all, at, count).flip();
            at += count;
            int rest = scanner.scan(shared);
            kept = new byte[shared.limit() - rest];
            shared.get(rest, kept);
        }
    }

    /** A line like the server's. */
    static String created(long conversation, long seq, String clientId, String content) {
        return "{\"type\":\"message.created\",\"conversation\":" + conversation + ",\"seq\":" + seq
                + ",\"message\":{\"id\":" + (1000 + seq) + ",\"conversation\":" + conversation + ",\"seq\":" + seq
                + ",\"version\":1,\"sender\":\"ada\",\"sender_id\":3,\"receiver\":\"bob\",\"content\":\"" + content
                + "\",\"timestamp\":\"2026-01-01T12:00:00.000Z\",\"client_id\":\"" + clientId + "\"}}";
    }
}
