package dev.parley.cli.bench;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What was counted and timed. Faults count from beginning to end, times and amounts only while it measures.
 *
 * <p>Not thread-safe.
 */
final class Tally {

    private static final long LONGEST = 3_600_000_000_000L;

    private final Histogram deliveryTimes = new Histogram(LONGEST, 3);
    private final Histogram answerTimes = new Histogram(LONGEST, 3);
    private final Map<String, Long> refusals = new TreeMap<>();
    private final Map<Integer, Long> closes = new TreeMap<>();
    private boolean measuring;
    private long now;
    private long deliveries;
    private long everDelivered;
    private long lost;
    private long doubled;
    private long outOfOrder;
    private long unanswered;
    private long answeredTwice;

    /** From now on, until this is called with false, times and amounts count. */
    void measure(boolean on) {
        measuring = on;
    }

    /** What has just been read came at this time. */
    void at(long nanos) {
        now = nanos;
    }

    /** A change has come over a connection; {@code sentAt} is 0 where nobody knows. */
    void delivered(long sentAt) {
        everDelivered++;
        if (measuring) {
            deliveries++;
            time(deliveryTimes, sentAt);
        }
    }

    void answered(long sentAt) {
        if (measuring) {
            time(answerTimes, sentAt);
        }
    }

    private void time(Histogram times, long sentAt) {
        if (sentAt != 0) {
            times.recordValue(Math.min(LONGEST, Math.max(0, now - sentAt)));
        }
    }

    void refused(String code) {
        refusals.merge(code, 1L, Long::sum);
    }

    void closed(int code) {
        closes.merge(code, 1L, Long::sum);
    }

    void lost(long count) {
        lost += count;
    }

    void doubled() {
        doubled++;
    }

    void outOfOrder() {
        outOfOrder++;
    }

    void unanswered(long count) {
        unanswered += count;
    }

    void answeredTwice() {
        answeredTwice++;
    }

    long everDelivered() {
        return everDelivered;
    }

    /** Everything, with what it came to. */
    Report report(Report.Setting setting, double seconds, double readerNanos) {
        return new Report(
                setting,
                new Report.Amounts(
                        seconds, deliveries, answerTimes.getTotalCount(), readerNanos / Math.max(1, deliveries) / 1e3),
                Report.Times.of(deliveryTimes),
                Report.Times.of(answerTimes),
                new Report.Faults(lost, doubled, outOfOrder, unanswered, answeredTwice, refusals, closes));
    }
}
