package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames and handshakes that no client would send: attacks W04–W07, W17 and W18. What else of W: {@link SocketAttackSuite}. */
abstract class FrameSuite extends ServerSuite {

    private static final byte[] HI = SocketKind.bytes("{\"type\":\"hi\"}");

    /** Not much more than the network between two programs holds. */
    private static final long FEW_BYTES = 16 * 1024 * 1024;

    private static final int MANY_PIECES = 10_000;
    private static final int MANY_TALKS = 200;

    /** The frames of a byte take seven bytes each, masked; a frame of 30,000 came as it is. */
    private static final long FOUR_TIMES_WHAT_CAME = 4 * 7 * MANY_PIECES;

    private final SocketKind kind;

    FrameSuite(Database database, SocketKind kind) {
        super(database);
        this.kind = kind;
    }

    /** A bare socket of somebody who talks with somebody. */
    private record Talk(Wire wire, SocketKind kind, long conversation) implements AutoCloseable {

        byte[] saying(String text) {
            return SocketKind.bytes(kind.saying(conversation, text));
        }

        void assertUsable() {
            wire.send(Frames.frame(Frames.FIN | Frames.TEXT, saying("hi")));
            SocketKind.awaitText(wire, "hi");
        }

        @Override
        public void close() {
            wire.close();
        }
    }

    private Talk talk() {
        Client alice = user("alice");
        Client bob = user("bob");
        long conversation = alice.conversationWith(bob);
        return new Talk(kind.openBare(server(), alice, bob), kind, conversation);
    }

    private int closedAfter(byte[]... frames) {
        try (Talk talk = talk()) {
            for (byte[] frame : frames) {
                talk.wire().tries(frame);
            }
            return Frames.closeCode(talk.wire());
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
        try (Talk talk = talk()) {
            talk.assertUsable();
        }
    }

    @Test
    void fragmentsAreOneMessageAlsoWithAPingBetween() {
        try (Talk talk = talk()) {
            byte[] command = talk.saying("hi");
            talk.wire().send(Frames.frame(Frames.TEXT, Arrays.copyOf(command, 5)));
            talk.wire().send(Frames.frame(Frames.FIN | Frames.PING));
            talk.wire()
                    .send(Frames.frame(
                            Frames.FIN | Frames.CONTINUATION, Arrays.copyOfRange(command, 5, command.length)));

            assertThat(talk.wire().read(2)).as("the pong").containsExactly(0x8A, 0);
            SocketKind.awaitText(talk.wire(), "hi");
        }
    }

    @Test
    void w04_aFrameWithoutAMaskIsRefused() {
        assertThat(closedAfter(Frames.unmasked(Frames.FIN | Frames.TEXT, HI))).isEqualTo(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC1, 0xA1, 0x91, 0x83, 0x84, 0x85, 0x86, 0x87, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F})
    void w04_reservedBitsAndKindsOfFramesAreRefused(int first) {
        assertThat(closedAfter(Frames.frame(first, HI))).isEqualTo(1002);
    }

    @Test
    void w04_controlFramesAreShortAndWhole() {
        assertThat(closedAfter(Frames.frame(Frames.FIN | Frames.PING, new byte[126])))
                .isEqualTo(1002);
        assertThat(closedAfter(Frames.frame(Frames.PING, HI))).isEqualTo(1002);
        assertThat(closedAfter(Frames.frame(Frames.FIN | Frames.CLOSE, new byte[1])))
                .isEqualTo(1002);
    }

    @Test
    void w04_fragmentsComeInOrder() {
        assertThat(closedAfter(Frames.frame(Frames.FIN | Frames.CONTINUATION, HI)))
                .isEqualTo(1002);
        assertThat(closedAfter(Frames.frame(Frames.TEXT, HI), Frames.frame(Frames.FIN | Frames.TEXT, HI)))
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
    void w12_utf16IsNoUtf8() {
        byte[] command = "{\"id\":1,\"type\":\"read\"}".getBytes(StandardCharsets.UTF_16);

        assertThat(closedAfter(Frames.frame(Frames.FIN | Frames.TEXT, command))).isEqualTo(1007);
    }

    @Test
    void w05_aLetterSplitAcrossFragmentsIsALetter() {
        try (Talk talk = talk()) {
            byte[] command = talk.saying("€");
            int middle = new String(command, StandardCharsets.ISO_8859_1).indexOf(0xE2) + 1;
            talk.wire().send(Frames.frame(Frames.TEXT, Arrays.copyOf(command, middle)));
            talk.wire()
                    .send(Frames.frame(
                            Frames.FIN | Frames.CONTINUATION, Arrays.copyOfRange(command, middle, command.length)));

            SocketKind.awaitText(talk.wire(), "€");
        }
    }

    @Test
    void w06_aMessageOverTheBoundIsTooLarge() {
        assertThat(closedAfter(Frames.frame(Frames.FIN | Frames.TEXT, new byte[65_537])))
                .isIn(1009, 1006);
    }

    /** More than a message may have has come, and less than what was announced. */
    @ParameterizedTest
    @ValueSource(longs = {70_000, 1L << 30, 1L << 40, Long.MAX_VALUE})
    void w06_anAnnouncedLengthIsNotBelievedAndNotReadToItsEnd(long length) {
        assertThat(closedAfter(Frames.head(Frames.FIN | Frames.TEXT, 0x80, length), new byte[66_000]))
                .isIn(1009, 1006);
    }

    /** The server may take it for a frame of nothing, which is no command; what follows is no frame either. */
    @Test
    void w06_aLengthBelowNothingIsRefused() {
        assertThat(closedAfter(Frames.head(Frames.FIN | Frames.TEXT, 0x80, Long.MIN_VALUE), new byte[66_000]))
                .isIn(1002, 1009, 1006, 4400);
    }

    @Test
    void w06_fragmentsWithoutEndAreTooLarge() {
        byte[] piece = " ".repeat(8_192).getBytes(StandardCharsets.UTF_8);
        byte[] next = Frames.frame(Frames.CONTINUATION, piece);

        assertThat(closedAfter(Frames.frame(Frames.TEXT, piece), next, next, next, next, next, next, next, next))
                .isIn(1009, 1006);
    }

    /** Each frame that never ends asks for more memory than there is, if the server believes it. */
    @Test
    void w06_whatIsAnnouncedAndWhatComesInPiecesTakesNoMoreThanWhatHasCome() {
        byte[] pieces = Frames.repeated(Frames.frame(Frames.CONTINUATION, bytes(' ')), MANY_PIECES);
        Client alice = user("alice");
        Client bob = user("bob");
        alice.conversationWith(bob);
        long before = usedHeap();
        List<Wire> open = Stream.generate(() -> kind.openBare(server(), alice, bob))
                .limit(MANY_TALKS)
                .toList();
        for (int i = 0; i < MANY_TALKS; i += 2) {
            open.get(i).send(Frames.head(Frames.FIN | Frames.TEXT, 0x80, Long.MAX_VALUE));
            open.get(i).send(new byte[30_000]);
            open.get(i + 1).send(Frames.frame(Frames.TEXT, bytes('{')));
            open.get(i + 1).send(pieces);
            open.get(i + 1).send(Frames.frame(Frames.FIN | Frames.PING));
        }
        for (int i = 1; i < MANY_TALKS; i += 2) {
            assertThat(open.get(i).read(2))
                    .as("answered when all before it was read")
                    .containsExactly(0x8A, 0);
        }

        assertThat((usedHeap() - before) / MANY_TALKS).as("bytes a connection").isLessThan(FOUR_TIMES_WHAT_CAME);
        open.forEach(Wire::close);
    }

    @Test
    void w06_tenThousandFragmentsOfOneByteAreOneMessage() {
        try (Talk talk = talk()) {
            byte[] command = talk.saying("hi");
            talk.wire().send(Frames.frame(Frames.TEXT, bytes('{')));
            talk.wire().send(Frames.repeated(Frames.frame(Frames.CONTINUATION, bytes(' ')), MANY_PIECES));
            talk.wire()
                    .send(Frames.frame(
                            Frames.FIN | Frames.CONTINUATION, Arrays.copyOfRange(command, 1, command.length)));

            SocketKind.awaitText(talk.wire(), "hi");
        }
    }

    @Test
    void w08_eachOfManyPingsIsAnsweredAndTheCommandBehindThemIsCarriedOut() {
        try (Talk talk = talk()) {
            for (int i = 0; i < 10_000; i++) {
                talk.wire().send(Frames.frame(Frames.FIN | Frames.PING));
                assertThat(talk.wire().read(2)).containsExactly(0x8A, 0);
            }

            talk.assertUsable();
        }
    }

    @Test
    void w11_whoPingsAndNeverReadsThePongsIsHeldUpAndFillsNoMemory() {
        byte[] pings = Frames.repeated(Frames.frame(Frames.FIN | Frames.PING, new byte[125]), 1_000);
        try (Talk talk = talk()) {
            long taken = talk.wire().sendUntilHeldUp(pings, 10 * FEW_BYTES);

            assertThat(taken)
                    .as("bytes taken from one who reads nothing, of which each asks for one")
                    .isLessThan(FEW_BYTES);
        }
    }

    // --- handshakes

    private String handshake(String requestLine, String more) {
        Client alice = user("alice");
        return Wire.exchange(
                server(),
                requestLine.replace("{path}", kind.path(user("bob"))),
                "Host: 127.0.0.1\r\nAuthorization: Bearer " + alice.token() + "\r\n" + more + "\r\n");
    }

    private static final String GET = "GET {path} HTTP/1.1";
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
                "GET " + kind.path(user("bob")) + " HTTP/1.1",
                "Host: a\r\n" + UPGRADE + KEY + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: bearer, " + token
                        + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain(token);
    }
}
