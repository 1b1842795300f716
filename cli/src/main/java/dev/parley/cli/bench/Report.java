package dev.parley.cli.bench;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * <p>Thread-safe: immutable.
 *
 * @param deliveries the time from sending a message to its arrival at each connection
 * @param answers the time from sending a message to its answer
 */
public record Report(Setting setting, Amounts amounts, Times deliveries, Times answers, Faults faults) {

    /** What the load was. */
    public record Setting(int connections, Load load) {}

    /**
     * How much there was while it was measured.
     *
     * @param readerMicros what the bench itself spent, in microseconds of processor time a delivery
     */
    public record Amounts(double seconds, long deliveries, long answers, double readerMicros) {

        public double deliveriesPerSecond() {
            return deliveries / seconds;
        }

        public double messagesPerSecond() {
            return answers / seconds;
        }
    }

    /** Times in milliseconds. */
    public record Times(double p50, double p99, double max) {

        static Times of(Histogram nanos) {
            return new Times(
                    nanos.getValueAtPercentile(50) / 1e6,
                    nanos.getValueAtPercentile(99) / 1e6,
                    nanos.getMaxValue() / 1e6);
        }
    }

    /**
     * What ought not to be, from the first message to the last.
     *
     * @param lost changes that a connection never saw
     * @param doubled changes that a connection saw again, and messages stored twice
     * @param outOfOrder changes that came after a later one
     * @param unanswered sends of which the server said nothing
     * @param answeredTwice answers to what had been answered
     * @param refused sends that the server would not have, by code; above its capacity that is no fault of it
     * @param closed connections that the server closed or cut (1006), by code
     */
    public record Faults(
            long lost,
            long doubled,
            long outOfOrder,
            long unanswered,
            long answeredTwice,
            Map<String, Long> refused,
            Map<Integer, Long> closed) {

        public Faults {
            refused = Map.copyOf(refused);
            closed = Map.copyOf(closed);
        }

        /** Nothing lost, doubled or out of order, one answer to each send, and nobody thrown out. */
        public boolean none() {
            return lost + doubled + outOfOrder + unanswered + answeredTwice == 0 && closed.isEmpty();
        }
    }
}
