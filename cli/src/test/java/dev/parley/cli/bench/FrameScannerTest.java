package dev.parley.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameScannerTest {

    private static final int ROUNDS = 300;

    private final Heard heard = new Heard();

    @Test
    void textComesBackLineByLineHoweverItWasFramedAndCut() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<String> sent = new ArrayList<>();
            Wire wire = new Wire();
            for (int i = 0; i < 20; i++) {
                List<String> batch = lines(random);
                sent.addAll(batch);
                String text = String.join("\n", batch);
                wire = random.nextBoolean() ? wire.text(text) : wire.fragmented(text, random);
            }
            Heard all = new Heard();

            wire.readBy(new FrameScanner(all), 1 << random.nextInt(17), random);

            assertThat(all.lines).as("seed %d", seed).isEqualTo(sent);
        }
    }

    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            lines.add("é" + "x".repeat(1 + random.nextInt(random.nextInt(50) == 0 ? 5_000 : 300)));
        }
        return lines;
    }

    @Test
    void everyWayToSayALengthIsUnderstood() {
        for (int length : List.of(1, 125, 126, 127, 65_535, 65_536, 200_000)) {
            Heard all = new Heard();

            new Wire().text("y".repeat(length)).text("end").readBy(new FrameScanner(all), 1 << 17, new Random(length));

            assertThat(all.lines).extracting(String::length).containsExactly(length, 3);
        }
    }

    @Test
    void anEmptyTextIsNoLine() {
        new Wire().text("").text("a\n\nb\n").readBy(new FrameScanner(heard), 1, new Random(1));

        assertThat(heard.lines).containsExactly("a", "b");
    }

    @Test
    void aPingInTheMiddleOfALineIsHeardAndTheLineStaysWhole() {
        new Wire()
                .frame(1, "ab".getBytes(StandardCharsets.US_ASCII))
                .ping(new byte[] {7, 8})
                .frame(0x80, "cd\nef".getBytes(StandardCharsets.US_ASCII))
                .readBy(new FrameScanner(heard), 3, new Random(2));

        assertThat(heard.lines).containsExactly("abcd", "ef");
        assertThat(heard.pings).containsExactly(new byte[] {7, 8});
    }

    @Test
    void aCloseIsHeardWithItsCodeAndReason() {
        new Wire().text("a").close(4001, "reads too slowly").readBy(new FrameScanner(heard), 5, new Random(3));

        assertThat(heard.closes).containsExactly("4001 reads too slowly");
        assertThat(heard.lines).containsExactly("a");
    }

    @Test
    void aCloseWithoutACodeIsOne() {
        new Wire().frame(0x88, new byte[0]).readBy(new FrameScanner(heard), 5, new Random(3));

        assertThat(heard.closes).containsExactly("1005 ");
    }

    @Test
    void whatNoServerSendsIsRefused() {
        refuses(new Wire().frame(0x82, new byte[1]), "kind 2");
        refuses(new Wire().frame(0x80, new byte[1]), "kind 0");
        refuses(new Wire().frame(0xC1, new byte[1]), "header");
        refuses(new Wire().frame(0x01, new byte[1]).frame(0x81, new byte[1]), "kind 1");
        refuses(new Wire().frame(0x89, new byte[126]), "control frame");
    }

    private void refuses(Wire wire, String why) {
        assertThatThrownBy(() -> wire.readBy(new FrameScanner(heard), 100, new Random(4)))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining(why);
    }

    /** Writes everything down. */
    private static final class Heard implements FrameScanner.Sink {

        final List<String> lines = new ArrayList<>();
        final List<byte[]> pings = new ArrayList<>();
        final List<String> closes = new ArrayList<>();

        @Override
        public int text(ByteBuffer bytes, int from, int end, boolean last) {
            int line = from;
            for (int at = from; at < end || at == end && last; at++) {
                if (at == end || bytes.get(at) == '\n') {
                    hear(bytes, line, at);
                    line = at + 1;
                }
            }
            return Math.min(line, end);
        }

        private void hear(ByteBuffer bytes, int from, int end) {
            if (end > from) {
                byte[] text = new byte[end - from];
                bytes.get(from, text);
                lines.add(new String(text, StandardCharsets.UTF_8));
            }
        }

        @Override
        public void ping(byte[] payload) {
            pings.add(payload);
        }

        @Override
        public void closed(int code, String reason) {
            closes.add(code + " " + reason);
        }
    }
}
