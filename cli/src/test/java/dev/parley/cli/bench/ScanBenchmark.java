package dev.parley.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How many deliveries a second one core reads from memory. Not part of {@code verify}; run it with
 *
 * <pre>./mvnw -pl cli -am test -Dtest=ScanBenchmark -Dsurefire.failIfNoSpecifiedTests=false -Djacoco.skip=true</pre>
 */
class ScanBenchmark {

    private static final int LINES = 180;
    private static final int CONNECTIONS = 1_000;
    private static final int BATCHES = 100;
    private static final double LEAST = 5e6;

    @Test
    void oneCoreReadsFiveMillionDeliveriesASecond() {
        double best = 0;
        for (int round = 0; round < 5; round++) {
            best = Math.max(best, round());
        }
        System.out.printf("%,.0f deliveries a second from memory%n", best);
        assertThat(best).isGreaterThanOrEqualTo(LEAST);
    }

    private static double round() {
        Run run = Run.marked("run");
        run.tally().measure(true);
        List<FrameScanner> scanners = new ArrayList<>();
        List<Follower> followers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Follower follower = new Follower(7, run.timeline(7), run.sends(), run.tally(), line -> {});
            follower.begins(0);
            followers.add(follower);
            scanners.add(new FrameScanner(new Only(follower)));
        }
        long nanos = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            ByteBuffer bytes = batch(run, batch);
            long begin = System.nanoTime();
            for (FrameScanner scanner : scanners) {
                run.tally().at(System.nanoTime());
                scanner.scan(bytes);
            }
            nanos += System.nanoTime() - begin;
        }
        assertThat(followers).allMatch(follower -> follower.missing() == 0);
        return (double) LINES * CONNECTIONS * BATCHES / nanos * 1e9;
    }

    private static ByteBuffer batch(Run run, int batch) {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= LINES; i++) {
            String clientId = run.sends().clientId(run.sends().sent(System.nanoTime()));
            lines.add(Wire.created(7, (long) batch * LINES + i, clientId, "x".repeat(120)));
        }
        byte[] wire = new Wire().text(String.join("\n", lines)).bytes();
        return ByteBuffer.allocateDirect(wire.length).put(wire).flip();
    }

    /** Hands on text. */
    private record Only(Follower follower) implements FrameScanner.Sink {

        @Override
        public int text(ByteBuffer bytes, int from, int end, boolean last) {
            return follower.lines(bytes, from, end, last);
        }

        @Override
        public void ping(byte[] payload) {}

        @Override
        public void closed(int code, String reason) {}
    }
}
