package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** WebSocket frames made by hand, also those that the protocol forbids (RFC 6455). */
final class Frames {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;
    static final int FIN = 0x80;
    private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

    private Frames() {}

    /** A connection to a socket, past its handshake. */
    static Wire handshake(TestServer server, Client who, String path) {
        Wire wire = new Wire(server);
        wire.send("GET " + path + " HTTP/1.1\r\n"
                + "Host: 127.0.0.1:" + server.port() + "\r\n"
                + "Authorization: Bearer " + who.token() + "\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
        String head = wire.head();
        assertThat(head).startsWith("HTTP/1.1 101 ").doesNotContain("permessage-deflate", "Set-Cookie");
        return wire;
    }

    /** A frame as a client sends it, masked. */
    static byte[] frame(int first, byte... payload) {
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= MASK[i % 4];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(first, 0x80, payload.length));
        out.writeBytes(MASK);
        out.writeBytes(masked);
        return out.toByteArray();
    }

    /** The same bytes many times. */
    static byte[] repeated(byte[] bytes, int times) {
        ByteBuffer all = ByteBuffer.allocate(bytes.length * times);
        for (int i = 0; i < times; i++) {
            all.put(bytes);
        }
        return all.array();
    }

    static byte[] text(String text) {
        return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] unmasked(int first, byte... payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(first, 0, payload.length));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /** The first bytes of a frame that claims a length. */
    static byte[] head(int first, int maskBit, long length) {
        ByteBuffer head = ByteBuffer.allocate(10).put((byte) first);
        if (length < 126) {
            head.put((byte) (maskBit | length));
        } else if (length <= 0xFFFF) {
            head.put((byte) (maskBit | 126)).putShort((short) length);
        } else {
            head.put((byte) (maskBit | 127)).putLong(length);
        }
        byte[] bytes = new byte[head.position()];
        head.flip().get(bytes);
        return bytes;
    }

    /** The code with which the server closes; 1006 when it just hangs up. Other frames are passed over. */
    static int closeCode(Wire wire) {
        for (int first = wire.read(); first >= 0; first = wire.read()) {
            byte[] payload = wire.read(length(wire));
            if ((first & 0x0F) == CLOSE) {
                return code(payload);
            }
        }
        return 1006;
    }

    /** The lines of all whole texts that came until the end, and the code with which the server closed; 1006 when it cut. */
    record Heard(List<String> lines, int code) {}

    /** All that comes until the server closes or cuts the connection. */
    static Heard toTheEnd(Wire wire) {
        ByteBuffer all = ByteBuffer.wrap(wire.toTheEnd());
        List<String> lines = new ArrayList<>();
        try {
            while (all.hasRemaining()) {
                int first = all.get();
                byte[] payload = new byte[length(all)];
                all.get(payload);
                if ((first & 0x0F) == TEXT) {
                    new String(payload, StandardCharsets.UTF_8).lines().forEach(lines::add);
                } else if ((first & 0x0F) == CLOSE) {
                    return new Heard(lines, code(payload));
                }
            }
        } catch (BufferUnderflowException cutInTheMiddle) {
            return new Heard(lines, 1006);
        }
        return new Heard(lines, 1006);
    }

    private static int code(byte[] payload) {
        return payload.length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
    }

    private static int length(ByteBuffer head) {
        int length = head.get();
        return length < 126 ? length : length == 126 ? head.getShort() & 0xFFFF : (int) head.getLong();
    }

    /** Whether a frame comes that holds these words before the server closes. */
    static boolean tells(Wire wire, String words) {
        for (int first = wire.read(); first >= 0; first = wire.read()) {
            String payload = new String(wire.read(length(wire)), StandardCharsets.UTF_8);
            if ((first & 0x0F) == TEXT && payload.contains(words)) {
                return true;
            } else if ((first & 0x0F) == CLOSE) {
                return false;
            }
        }
        return false;
    }

    /** The same for a client that answers the pings of the transport, and says nothing else. */
    static boolean tellsWhileAnsweringPings(Wire wire, String words) {
        for (int first = wire.read(); first >= 0 && (first & 0x0F) != CLOSE; first = wire.read()) {
            byte[] payload = wire.read(length(wire));
            if ((first & 0x0F) == PING) {
                wire.send(frame(FIN | PONG, payload));
            } else if (new String(payload, StandardCharsets.UTF_8).contains(words)) {
                return true;
            }
        }
        return false;
    }

    /** The text of the next frame. */
    static String nextText(Wire wire) {
        int first = wire.read();
        assertThat(first).isEqualTo(FIN | TEXT);
        return new String(wire.read(length(wire)), StandardCharsets.UTF_8);
    }

    private static int length(Wire wire) {
        int length = wire.read();
        if (length < 126) {
            return length;
        }
        return length == 126
                ? ByteBuffer.wrap(wire.read(2)).getShort() & 0xFFFF
                : (int) ByteBuffer.wrap(wire.read(8)).getLong();
    }
}
