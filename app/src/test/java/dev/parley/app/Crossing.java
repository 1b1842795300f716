package dev.parley.app;

import dev.parley.app.LiveSocket.Line;
import dev.parley.cli.bench.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * What is sent on one server at an even pace, shown on another.
 *
 * @param sinceDue how long after each message was to be sent it was shown there
 * @param later how much later it was shown there than here
 */
record Crossing(Report.Times sinceDue, Report.Times later) {

    /** Sends so many messages, one or more, and waits until all are shown on both. */
    static Crossing of(LiveSocket here, LiveSocket there, long conversation, int many, Duration between) {
        long begin = System.nanoTime();
        IntToLongFunction due = i -> begin + i * between.toNanos();
        for (int i = 0; i < many; i++) {
            awaitMoment(due.applyAsLong(i));
            here.post(conversation, begin + "-" + i);
        }
        List<Line> first = here.await(line -> line.is("message.created"), many);
        List<Line> shown = there.await(line -> line.is("message.created"), many);
        return new Crossing(
                times(many, i -> shown.get(i).nanos() - due.applyAsLong(i)),
                times(many, i -> shown.get(i).nanos() - first.get(i).nanos()));
    }

    private static void awaitMoment(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Report.Times times(int many, IntToLongFunction nanos) {
        double[] millis = IntStream.range(0, many)
                .mapToLong(nanos)
                .sorted()
                .mapToDouble(time -> time / 1e6)
                .toArray();
        return new Report.Times(millis[many / 2], millis[many * 99 / 100], millis[many - 1]);
    }
}
