package dev.parley.cli.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Takes the frames of WebSocket (RFC 6455) off what a server sent over one connection, wherever it was cut. Text is handed on
 * where it lies; what of it is not a whole line yet stays with the caller, who puts it before what is read next. Where a header
 * lies between two parts of one line, the first part is moved up to the second.
 *
 * <p>Not thread-safe.
 */
final class FrameScanner {

    /** What is told of what was read. */
    interface Sink {

        /**
         * Takes the whole lines of a text.
         *
         * @param last whether the text ends here, and with it its last line
         * @return where the first line begins that was not taken
         */
        int text(ByteBuffer bytes, int from, int end, boolean last);

        /** A ping of WebSocket, which wants its payload back. */
        void ping(byte[] payload);

        void closed(int code, String reason);
    }

    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int CONTINUED = 0x0;
    private static final int TEXT = 0x1;
    private static final int CONTROL = 0x8;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int NO_CODE = 1005;

    private final Sink sink;

    /** How much of what was left is payload that has been handed on once. */
    private int carried;

    private boolean inFrame;
    private boolean last = true;
    private long left;

    // while it scans
    private int line;
    private int at;

    FrameScanner(Sink sink) {
        this.sink = sink;
    }

    /**
     * Goes through what lies between position and limit.
     *
     * @return where that begins which has to come again, before what is read next
     * @throws BenchException when these are no frames of a server
     */
    int scan(ByteBuffer bytes) {
        line = bytes.position();
        at = line + carried;
        boolean more = true;
        while (more) {
            more = inFrame ? payload(bytes) : header(bytes);
        }
        carried = at - line;
        return line;
    }

    private boolean payload(ByteBuffer bytes) {
        int end = (int) Math.min(bytes.limit(), at + left);
        left -= end - at;
        at = end;
        inFrame = left > 0;
        line = sink.text(bytes, line, end, last && !inFrame);
        return !inFrame;
    }

    private boolean header(ByteBuffer bytes) {
        int available = bytes.limit() - at;
        if (available < 2) {
            return false;
        }
        int first = bytes.get(at) & 0xff;
        int second = bytes.get(at + 1) & 0xff;
        int size = second == 126 ? 4 : second == 127 ? 10 : 2;
        if ((first & RESERVED) != 0 || second > 127) {
            throw broken("a header that no server sends");
        } else if (available < size) {
            return false;
        }
        long length = size == 2 ? second : size == 4 ? bytes.getShort(at + 2) & 0xffff : bytes.getLong(at + 2);
        return (first & CONTROL) == 0 ? begin(bytes, first, size, length) : control(bytes, first, size, (int) length);
    }

    private boolean begin(ByteBuffer bytes, int first, int size, long length) {
        int kind = first & 0xf;
        if (kind != (last ? TEXT : CONTINUED) || length < 0) {
            throw broken("a frame of kind " + kind + " where text was expected");
        }
        drop(bytes, size);
        last = (first & FIN) != 0;
        left = length;
        inFrame = true;
        return true;
    }

    private boolean control(ByteBuffer bytes, int first, int size, int length) {
        if (size != 2) {
            throw broken("a control frame of " + length + " bytes");
        } else if (bytes.limit() - at < size + length) {
            return false;
        }
        byte[] payload = new byte[length];
        bytes.get(at + size, payload);
        drop(bytes, size + length);
        switch (first & 0xf) {
            case CLOSE -> close(payload);
            case PING -> sink.ping(payload);
            default -> {} // a pong
        }
        return true;
    }

    private void close(byte[] payload) {
        if (payload.length < 2) {
            sink.closed(NO_CODE, "");
        } else {
            int code = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
            sink.closed(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
        }
    }

    /** Takes bytes out of the middle, by moving up the part of a line that lies before them. */
    private void drop(ByteBuffer bytes, int count) {
        for (int i = at - 1; i >= line; i--) {
            bytes.put(i + count, bytes.get(i));
        }
        line += count;
        at += count;
    }

    private static BenchException broken(String what) {
        return new BenchException("The server does not speak WebSocket as agreed: " + what + ".");
    }
}
