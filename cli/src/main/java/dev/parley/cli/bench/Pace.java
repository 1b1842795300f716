package dev.parley.cli.bench;

import dev.parley.cli.launch.SettingsException;

/**
 * When the next message is sent.
 *
 * <p>Thread-safe: immutable.
 *
 * @param inFlight how many messages each sender keeps on the way; 0 when a rate is kept
 * @param perSecond how many messages all senders together send in a second; 0 when messages are kept on the way
 */
public record Pace(int inFlight, double perSecond) {

    private static final int MOST_IN_FLIGHT = 1_000;
    private static final int HIGHEST_RATE = 1_000_000;

    public Pace {
        if (inFlight < 0 || inFlight > MOST_IN_FLIGHT) {
            throw new SettingsException("--in-flight: " + inFlight + " is not between 1 and " + MOST_IN_FLIGHT + ".");
        }
        if (!(perSecond >= 0 && perSecond <= HIGHEST_RATE)) {
            throw new SettingsException("--rate: " + perSecond + " is not above 0 and at most " + HIGHEST_RATE + ".");
        }
        if (inFlight == 0 == (perSecond == 0)) {
            throw new SettingsException("Say --in-flight or --rate, one of them and above 0.");
        }
    }

    /** Each sender sends the next when one is answered: shows what the server can do. */
    public static Pace inFlight(int messages) {
        return new Pace(messages, 0);
    }

    /** So many a second whatever the server does; times count from when a message was due. */
    public static Pace rate(double perSecond) {
        return new Pace(0, perSecond);
    }

    boolean closed() {
        return inFlight > 0;
    }

    /** In nanoseconds after the first, when the message of this number is due. */
    long due(long number) {
        return (long) (number * (1e9 / perSecond));
    }
}
