package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames and handshakes that no client would send: attacks W04–W07, W17 and W18. What else of W: {@link SocketAttackSuite}. */
abstract class FrameSuite extends ServerSuite {

    private static final byte[] HELLO = "{\"message\":\"hi\"}".getBytes(StandardCharsets.UTF_8);

    FrameSuite(Database database) {
        super(database);
    }

    private Wire socket() {
        return Frames.handshake(server(), user("alice"), user("bob"));
    }

    private int closedAfter(byte[]... frames) {
        try (Wire wire = socket()) {
            for (byte[] frame : frames) {
                wire.tries(frame);
            }
            return Frames.closeCode(wire);
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void aFrameMadeByHandIsAFrame() {
        try (Wire wire = socket()) {
            wire.send(Frames.frame(Frames.FIN | Frames.TEXT, HELLO));

            assertThat(Frames.nextText(wire)).contains("\"message\":\"hi\"");
        }
    }

    @Test
    void fragmentsAreOneMessageAlsoWithAPingBetween() {
        try (Wire wire = socket()) {
            wire.send(Frames.frame(Frames.TEXT, "{\"message\":".getBytes(StandardCharsets.UTF_8)));
            wire.send(Frames.frame(Frames.FIN | Frames.PING));
            wire.send(Frames.frame(Frames.FIN | Frames.CONTINUATION, "\"hi\"}".getBytes(StandardCharsets.UTF_8)));

            assertThat(wire.read()).as("the pong").isEqualTo(0x8A);
            assertThat(wire.read()).isZero();
            assertThat(Frames.nextText(wire)).contains("\"message\":\"hi\"");
        }
    }

    @Test
    void w04_aFrameWithoutAMaskIsRefused() {
        assertThat(closedAfter(Frames.unmasked(Frames.FIN | Frames.TEXT, HELLO)))
                .isEqualTo(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC1, 0xA1, 0x91, 0x83, 0x84, 0x85, 0x86, 0x87, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F})
    void w04_reservedBitsAndKindsOfFramesAreRefused(int first) {
        assertThat(closedAfter(Frames.frame(first, HELLO))).isEqualTo(1002);
    }

    @Test
    void w04_controlFramesAreShortAndWhole() {
        assertThat(closedAfter(Frames.frame(Frames.FIN | Frames.PING, new byte[126])))
                .isEqualTo(1002);
        assertThat(closedAfter(Frames.frame(Frames.PING, HELLO))).isEqualTo(1002);
        assertThat(closedAfter(Frames.frame(Frames.FIN | Frames.CLOSE, new byte[1])))
                .isEqualTo(1002);
    }

    @Test
    void w04_fragmentsComeInOrder() {
        assertThat(closedAfter(Frames.frame(Frames.FIN | Frames.CONTINUATION, HELLO)))
                .isEqualTo(1002);
        assertThat(closedAfter(Frames.frame(Frames.TEXT, HELLO), Frames.frame(Frames.FIN | Frames.TEXT, HELLO)))
                .isEqualTo(1002);
    }

    @ParameterizedTest
    @CsvSource({"0xC0, 0xAF", "0xED, 0xA0", "0xFF, 0xFE", "0x80, 0x80", "0xF5, 0x80"})
    void w05_whatIsNotUtf8IsRefused(int first, int second) {
        assertThat(closedAfter(Frames.frame(Frames.FIN | Frames.TEXT, bytes('"', first, second, 0x80, '"'))))
                .isEqualTo(1007);
    }

    @Test
    void w05_acrossFragmentsTheSameHolds() {
        assertThat(closedAfter(
                        Frames.frame(Frames.TEXT, bytes('"', 0xE2, 0x82)),
                        Frames.frame(Frames.FIN | Frames.CONTINUATION, bytes('"'))))
                .isEqualTo(1007);
        assertThat(closedAfter(Frames.frame(Frames.FIN | Frames.TEXT, bytes('"', 0xE2, 0x82))))
                .isEqualTo(1007);
    }

    @Test
    void w05_aLetterSplitAcrossFragmentsIsALetter() {
        try (Wire wire = socket()) {
            byte[] euro = "{\"message\":\"€\"}".getBytes(StandardCharsets.UTF_8);
            wire.send(Frames.frame(Frames.TEXT, java.util.Arrays.copyOf(euro, 13)));
            wire.send(Frames.frame(
                    Frames.FIN | Frames.CONTINUATION, java.util.Arrays.copyOfRange(euro, 13, euro.length)));

            assertThat(Frames.nextText(wire)).contains("\"message\":\"€\"");
        }
    }

    @Test
    void w06_aMessageOverTheBoundIsTooLarge() {
        assertThat(closedAfter(Frames.frame(Frames.FIN | Frames.TEXT, new byte[65_537])))
                .isIn(1009, 1006);
    }

    @ParameterizedTest
    @ValueSource(longs = {70_000, 1L << 30, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
    void w06_anAnnouncedLengthIsNotBelievedAndNotReadToItsEnd(long length) {
        try (Wire wire = socket()) {
            wire.send(Frames.head(Frames.FIN | Frames.TEXT, 0x80, length)).send(new byte[4]);
            int kibibytes = 0;
            while (kibibytes < 20_000 && wire.tries(new byte[1024])) {
                kibibytes++;
            }

            assertThat(kibibytes).isLessThan(20_000);
        }
    }

    @Test
    void w06_fragmentsWithoutEndAreTooLarge() {
        byte[] piece = " ".repeat(8_192).getBytes(StandardCharsets.UTF_8);
        try (Wire wire = socket()) {
            wire.send(Frames.frame(Frames.TEXT, piece));
            int sent = 1;
            while (sent < 10_000 && wire.tries(Frames.frame(Frames.CONTINUATION, piece))) {
                sent++;
            }

            assertThat(sent).isLessThan(10_000);
        }
    }

    @Test
    void w06_tenThousandFragmentsOfOneByteAreOneMessage() {
        try (Wire wire = socket()) {
            wire.send(Frames.frame(Frames.TEXT, bytes('{')));
            for (int i = 0; i < 10_000; i++) {
                wire.send(Frames.frame(Frames.CONTINUATION, bytes(' ')));
            }
            wire.send(Frames.frame(
                    Frames.FIN | Frames.CONTINUATION, "\"message\":\"hi\"}".getBytes(StandardCharsets.UTF_8)));

            assertThat(Frames.nextText(wire)).contains("\"message\":\"hi\"");
        }
    }

    @Test
    void w08_pingsAreAnsweredAndCostNothing() {
        try (Wire wire = socket()) {
            for (int i = 0; i < 1_000; i++) {
                wire.send(Frames.frame(Frames.FIN | Frames.PING));
                assertThat(wire.read(2)).containsExactly(0x8A, 0);
            }
            wire.send(Frames.frame(Frames.FIN | Frames.TEXT, HELLO));

            assertThat(Frames.nextText(wire)).contains("\"message\":\"hi\"");
        }
    }

    // --- handshakes

    private String handshake(String requestLine, String more) {
        Client alice = user("alice");
        return Wire.exchange(
                server(),
                requestLine.replace("{bob}", user("bob").name()),
                "Host: 127.0.0.1\r\nAuthorization: Bearer " + alice.token() + "\r\n" + more + "\r\n");
    }

    private static final String GET = "GET /ws/chat/{bob}/ HTTP/1.1";
    private static final String KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade, close\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                UPGRADE + KEY + "Sec-WebSocket-Version: 12\r\n",
                UPGRADE + KEY + "Sec-WebSocket-Version: abc\r\n",
                UPGRADE + KEY,
                UPGRADE + "Sec-WebSocket-Version: 13\r\n",
                "Upgrade: h2c\r\nConnection: Upgrade, close\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
                "Connection: close\r\n" + KEY + "Sec-WebSocket-Version: 13\r\n"
            })
    void w17_whatIsNoHandshakeIsNotUpgraded(String headers) {
        assertThat(handshake(GET, headers)).matches("(?s)HTTP/1.1 (400|426) .*");
    }

    @Test
    void w17_onlyHttp11IsUpgraded() {
        String whole = UPGRADE + KEY + "Sec-WebSocket-Version: 13\r\n";

        assertThat(handshake(GET.replace("1.1", "1.0"), whole)).matches("(?s)HTTP/1.[01] (400|426|505) .*");
        assertThat(handshake(GET.replace("GET", "POST"), whole + "Content-Length: 0\r\n"))
                .matches("(?s)HTTP/1.1 (400|404|405|426) .*");
        assertThat(Wire.exchange(server(), "PRI * HTTP/2.0", "\r\nSM\r\n\r\n")).doesNotContain(" 101 ", " 200 ");
    }

    @Test
    void w17_oneRequestIsNotReadAsTwo() {
        String smuggled = "0\r\n\r\nGET /health HTTP/1.1\r\nHost: a\r\n\r\n";
        String both = Wire.exchange(
                server(),
                "POST /api/auth/login HTTP/1.1",
                "Host: a\r\nContent-Type: application/json\r\nContent-Length: " + smuggled.length()
                        + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + smuggled);
        String twice = Wire.exchange(
                server(),
                "POST /api/auth/login HTTP/1.1",
                "Host: a\r\nContent-Length: 2\r\nContent-Length: 3\r\nConnection: close\r\n\r\n{}x");
        String folded = Wire.exchange(
                server(),
                "POST /api/auth/login HTTP/1.1",
                "Host: a\r\nTransfer-Encoding: xchunked\r\nConnection: close\r\n\r\n0\r\n\r\n");

        assertThat(both).startsWith("HTTP/1.1 400 ").doesNotContain("\"status\":\"up\"");
        assertThat(twice).startsWith("HTTP/1.1 400 ");
        assertThat(folded).matches("(?s)HTTP/1.1 (400|501) .*");
    }

    @Test
    void w18_aTokenAmongTheProtocolsLetsNobodyIn() {
        String token = user("alice").token();
        String answer = Wire.exchange(
                server(),
                "GET /ws/chat/" + user("bob").name() + "/ HTTP/1.1",
                "Host: a\r\n" + UPGRADE + KEY + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: bearer, " + token
                        + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain(token);
    }
}
