package dev.parley.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FollowerTest {

    private static final long CONVERSATION = 7;
    private static final long POSITION = 42;
    private static final int MESSAGES = 400;
    private static final int ROUNDS = 100;

    private final Run run = Run.marked("run");
    private final List<String> others = new ArrayList<>();

    @Test
    void whatComesInOrderIsWithoutFaultOnEveryConnectionHoweverItIsCut() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Run fresh = Run.marked("run");
            List<String> lines = lines(fresh, random);
            for (int connection = 0; connection < 3; connection++) {
                Follower follower = follower(fresh);

                read(follower, framed(lines, random), random);

                assertThat(follower.missing()).as("seed %d", seed).isZero();
            }
            assertThat(faults(fresh)).as("seed %d", seed).containsExactly(0L, 0L);
            assertThat(fresh.tally().everDelivered()).isEqualTo(3L * MESSAGES);
        }
    }

    @Test
    void aPlantedLossIsMissing() {
        forEverySeed((random, lines) -> {
            lines.remove(random.nextInt(lines.size()));
            return List.of(1L, 0L, 0L);
        });
    }

    @Test
    void aPlantedDoubleIsCounted() {
        forEverySeed((random, lines) -> {
            int which = random.nextInt(lines.size());
            lines.add(which + random.nextInt(lines.size() - which), lines.get(which));
            return List.of(0L, 1L, 0L);
        });
    }

    @Test
    void aPlantedSwapIsOutOfOrderAndNothingIsLost() {
        forEverySeed((random, lines) -> {
            int which = random.nextInt(lines.size() - 1);
            Collections.swap(lines, which, which + 1);
            return List.of(0L, 0L, 1L);
        });
    }

    @Test
    void aMessageStoredTwiceIsADouble() {
        int number = run.sends().sent(1);
        Follower follower = follower(run);
        List<String> lines = List.of(
                Wire.created(CONVERSATION, 43, run.sends().clientId(number), "hi"),
                Wire.created(CONVERSATION, 44, run.sends().clientId(number), "hi"));

        read(follower, framed(lines, new Random(1)), new Random(1));

        assertThat(faults(run)).containsExactly(1L, 0L);
    }

    @Test
    void whatWasAnsweredAndNeverCameIsMissing() {
        Follower follower = follower(run);
        run.timeline(CONVERSATION).reaches(POSITION + 3);

        assertThat(follower.missing()).isEqualTo(3);
    }

    @Test
    void changesBeforeTheHelloAreOutOfOrder() {
        Follower follower =
                new Follower(CONVERSATION, run.timeline(CONVERSATION), run.sends(), run.tally(), others::add);

        read(follower, framed(List.of(Wire.created(CONVERSATION, 43, "x", "hi")), new Random(1)), new Random(1));

        assertThat(faults(run)).containsExactly(0L, 1L);
    }

    @Test
    void otherLinesAreHandedOnWholeAndCountForNothing() {
        Follower follower = follower(run);
        List<String> lines = List.of(
                "{}",
                "{\"type\":\"typing\",\"conversation\":7}",
                Wire.created(CONVERSATION, 43, "somebody-else", "a \\\"client_id\\\":\\\"run-0 in a text"),
                "{\"id\":1,\"type\":\"ok\",\"message\":{\"seq\":43}}",
                Wire.created(CONVERSATION + 1, 44, "x", "of another conversation"));

        read(follower, framed(lines, new Random(5)), new Random(5));

        assertThat(others).containsExactly(lines.get(0), lines.get(1), lines.get(3), lines.get(4));
        assertThat(follower.missing()).isZero();
        assertThat(faults(run)).containsExactly(0L, 0L);
    }

    @Test
    void aLineOfAnotherLengthThanItsNumberHadIsReadAllTheSame() {
        Follower first = follower(run);
        Follower second = follower(run);
        List<String> short_ = List.of(created(43, "hi"), created(44, "hi"));
        List<String> longer = List.of(created(43, "hi there"), created(44, "h"));

        read(first, framed(short_, new Random(6)), new Random(6));
        read(second, framed(longer, new Random(7)), new Random(7));

        assertThat(second.missing()).isZero();
        assertThat(run.tally().everDelivered()).isEqualTo(4);
    }

    @Test
    void onTheTimelineALatencyCountsFromWhenTheMessageWasSent() {
        int number = run.sends().sent(1_000_000);
        Follower follower = follower(run);
        run.tally().measure(true);
        run.tally().at(6_000_000);

        read(
                follower,
                framed(List.of(Wire.created(CONVERSATION, 43, run.sends().clientId(number), "hi")), new Random(1)),
                new Random(1));

        Load load = new Load(1, Pace.inFlight(1), 2, Duration.ZERO, Duration.ofSeconds(1));
        Report report = run.tally().report(new Report.Setting(1, load), 1, 0);
        assertThat(report.deliveries().max()).isBetween(4.99, 5.02);
        assertThat(report.amounts().deliveries()).isEqualTo(1);
    }

    /** Spoils the lines and says what is then lost, doubled and out of order. */
    private interface Spoiling {

        List<Long> spoil(Random random, List<String> lines);
    }

    /** One connection gets all, in order; the second what was spoilt. */
    private void forEverySeed(Spoiling spoiling) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Run fresh = Run.marked("run");
            List<String> lines = lines(fresh, random);
            read(follower(fresh), framed(lines, random), random);
            Follower second = follower(fresh);

            List<Long> expected = spoiling.spoil(random, lines);
            read(second, framed(lines, random), random);

            List<Long> found = new ArrayList<>(List.of(second.missing()));
            found.addAll(faults(fresh));
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static List<Long> faults(Run run) {
        Load load = new Load(1, Pace.inFlight(1), 2, Duration.ZERO, Duration.ofSeconds(1));
        Report.Faults faults =
                run.tally().report(new Report.Setting(1, load), 1, 0).faults();
        return List.of(faults.doubled(), faults.outOfOrder());
    }

    private Follower follower(Run of) {
        Follower follower = new Follower(CONVERSATION, of.timeline(CONVERSATION), of.sends(), of.tally(), others::add);
        follower.begins(POSITION);
        return follower;
    }

    private static List<String> lines(Run run, Random random) {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, MESSAGES).forEach(i -> {
            String clientId = run.sends().clientId(run.sends().sent(1));
            lines.add(Wire.created(CONVERSATION, POSITION + 1 + i, clientId, "w".repeat(random.nextInt(200))));
        });
        return lines;
    }

    private static String created(long seq, String content) {
        return Wire.created(CONVERSATION, seq, "x", content);
    }

    private static Wire framed(List<String> lines, Random random) {
        Wire wire = new Wire();
        int from = 0;
        while (from < lines.size()) {
            int to = Math.min(lines.size(), from + 1 + random.nextInt(60));
            String text = String.join("\n", lines.subList(from, to));
            wire = random.nextInt(4) == 0 ? wire.fragmented(text, random) : wire.text(text);
            from = to;
        }
        return wire;
    }

    private static void read(Follower follower, Wire wire, Random random) {
        FrameScanner scanner = new FrameScanner(new FrameScanner.Sink() {
            @Override
            public int text(ByteBuffer bytes, int from, int end, boolean last) {
                return follower.lines(bytes, from, end, last);
            }

            @Override
            public void ping(byte[] payload) {}

            @Override
            public void closed(int code, String reason) {}
        });
        wire.readBy(scanner, 1 << random.nextInt(16), random);
    }
}
