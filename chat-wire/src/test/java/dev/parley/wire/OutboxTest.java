package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The queue of one connection. */
class OutboxTest {

    private final Line line = new Line();

    @Test
    void whatComesWhileAWriteIsOnTheWayGoesTogether() {
        Outbox outbox = Outbox.joining(line, new Budget(10_000_000), 1_000);

        List.of("a", "b", "c").forEach(text -> outbox.offer(Frame.of(text)));
        line.arrived();

        assertThat(line.sent).containsExactly("a", "b\nc");
    }

    @Test
    void clientsOfTheOlderSocketGetOneObjectAFrame() {
        Outbox outbox = Outbox.oneByOne(line, new Budget(10_000_000), 1_000);

        List.of("a", "b", "c").forEach(text -> outbox.offer(Frame.of(text)));
        line.arrived();
        line.arrived();

        assertThat(line.sent).containsExactly("a", "b", "c");
    }

    @Test
    void noFrameGrowsBeyondWhatTheProtocolAllows() {
        Outbox outbox = Outbox.joining(line, new Budget(10_000_000), 1_000_000);
        String large = "x".repeat(25 * 1024);

        outbox.offer(Frame.of("first"));
        for (int i = 0; i < 3; i++) {
            outbox.offer(Frame.of(large));
        }
        line.arrived();
        line.arrived();

        assertThat(line.sent).containsExactly("first", large + "\n" + large, large);
    }

    @Test
    void g16_aGoodByeWaitsUntilAllIsWritten() {
        Outbox outbox = Outbox.oneByOne(line, new Budget(10_000_000), 1_000);
        List.of("a", "b").forEach(text -> outbox.offer(Frame.of(text)));

        outbox.finish(CloseCode.GOING_AWAY, "later");
        line.arrived();
        assertThat(line.closedWith).isEmpty();
        line.arrived();

        assertThat(line.sent).containsExactly("a", "b");
        assertThat(line.closedWith).containsExactly(CloseCode.GOING_AWAY.number());
    }

    @Test
    void g16_whereNothingWaitsTheGoodByeComesAtOnce() {
        Outbox outbox = Outbox.joining(line, new Budget(10_000_000), 1_000);

        outbox.finish(CloseCode.GOING_AWAY, "later");

        assertThat(line.closedWith).containsExactly(CloseCode.GOING_AWAY.number());
    }

    @Test
    void g13_whoReadsTooSlowlyIsClosedAndNothingIsHeldForHim() {
        Outbox outbox = Outbox.joining(line, new Budget(10_000_000), 100);

        for (int i = 0; i < 20; i++) {
            outbox.offer(Frame.of("0123456789"));
        }

        assertThat(line.closedWith).containsExactly(CloseCode.TOO_SLOW.number());
        line.arrived();
        assertThat(line.sent).hasSize(1);
    }

    @Test
    void g13_theBoundCountsBytesNotCharacters() {
        Outbox outbox = Outbox.joining(line, new Budget(10_000_000), 100);

        outbox.offer(Frame.of("漢".repeat(40)));

        assertThat(line.closedWith).containsExactly(CloseCode.TOO_SLOW.number());
    }

    @Test
    void whoReadsInTimeIsNeverClosedHoweverMuchComes() {
        Outbox outbox = Outbox.joining(line, new Budget(10_000_000), 100);

        for (int i = 0; i < 1_000; i++) {
            outbox.offer(Frame.of("0123456789"));
            line.arrived();
        }

        assertThat(line.closedWith).isEmpty();
        assertThat(String.join("\n", line.sent).split("\n")).hasSize(1_000);
    }

    @Test
    void aConnectionThatWritesAtOnceDoesNotGrowTheStack() {
        List<String> sent = new ArrayList<>();
        Outbox outbox = Outbox.oneByOne(new Instant(sent), new Budget(10_000_000), 10_000_000);

        for (int i = 0; i < 100_000; i++) {
            outbox.offer(Frame.of("x"));
        }

        assertThat(sent).hasSize(100_000);
    }

    @Test
    void aFailedWriteCutsTheConnection() {
        Outbox outbox = Outbox.joining(line, new Budget(10_000_000), 1_000);

        outbox.offer(Frame.of("a"));
        line.failed();
        outbox.offer(Frame.of("b"));

        assertThat(line.cut).isTrue();
        assertThat(line.sent).containsExactly("a");
    }

    @Test
    void aWriteThatTheGoodByeOvertakesDoesNotCutTheGoodByeOff() {
        Outbox outbox = Outbox.joining(line, new Budget(10_000_000), 1_000);

        outbox.offer(Frame.of("a"));
        outbox.close(CloseCode.GOING_AWAY, "come back");
        line.failed();

        assertThat(line.closedWith).containsExactly(CloseCode.GOING_AWAY.number());
        assertThat(line.cut).isFalse();
    }

    @Test
    void g13_whatMayBeDroppedGoesFirst() {
        Outbox outbox = Outbox.joining(line, new Budget(10_000_000), 40);
        outbox.offer(Frame.of("on the way"));
        outbox.offerDroppable(Frame.of("typing ..."));
        outbox.offerDroppable(Frame.of("typing ..."));

        outbox.offer(Frame.of("a message"));
        outbox.offerDroppable(Frame.of("typing again, at length"));
        line.arrived();

        assertThat(line.sent).containsExactly("on the way", "a message");
        assertThat(line.closedWith).isEmpty();
    }

    @Test
    void g13_allTogetherHoldNoMoreThanTheBudgetAndThoseWhoHoldMuchGo() {
        Budget budget = new Budget(100_000);
        Outbox slow = Outbox.joining(line, budget, 1_000_000);
        Line quick = new Line();
        Outbox other = Outbox.joining(quick, budget, 1_000_000);
        Frame large = Frame.of("x".repeat(30_000));
        for (int i = 0; i < 4; i++) {
            slow.offer(large);
        }

        other.offer(Frame.of("small"));
        slow.offer(Frame.of("one more"));

        assertThat(line.closedWith).containsExactly(CloseCode.TOO_SLOW.number());
        assertThat(quick.sent).containsExactly("small");
        quick.arrived();
        assertThat(budget.held()).as("given back by the closed one, too").isZero();
    }

    @Test
    void whoWantsToKnowIsToldWhenHisFrameHasLeft() {
        Outbox outbox = Outbox.joining(line, new Budget(10_000_000), 1_000);
        List<String> left = new ArrayList<>();
        outbox.offer(Frame.of("first"));
        outbox.offer(Frame.of("second"), () -> left.add("second"));

        line.arrived();
        assertThat(left).isEmpty();
        line.arrived();

        assertThat(left).containsExactly("second");
    }

    /** Keeps a write on the way until it is told that it has arrived. */
    private static final class Line implements Connection {

        final List<String> sent = new ArrayList<>();
        final List<Integer> closedWith = new ArrayList<>();
        final List<Callback> onTheWay = new ArrayList<>();
        boolean cut;

        @Override
        public void write(Frame frame, Callback callback) {
            assertThat(onTheWay).as("writes on the way").isEmpty();
            sent.add(frame.text());
            onTheWay.add(callback);
        }

        void arrived() {
            onTheWay.remove(0).written();
        }

        void failed() {
            onTheWay.remove(0).failed();
        }

        @Override
        public void close(int code, String reason) {
            closedWith.add(code);
        }

        @Override
        public void disconnect() {
            cut = true;
        }
    }

    /** Is done with a write before the call returns. */
    private record Instant(List<String> sent) implements Connection {

        @Override
        public void write(Frame frame, Callback callback) {
            sent.add(frame.text());
            callback.written();
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void disconnect() {}
    }
}
