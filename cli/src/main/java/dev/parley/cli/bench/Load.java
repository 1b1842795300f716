package dev.parley.cli.bench;

import dev.parley.cli.launch.SettingsException;
import java.time.Duration;

/**
 * How much is sent, and for how long.
 *
 * <p>Thread-safe: immutable.
 *
 * @param senders how many of the connections send; spread evenly over them
 * @param body how many characters a message has
 * @param warmUp how long it goes on before anything is measured
 */
public record Load(int senders, Pace pace, int body, Duration warmUp, Duration measured) {

    private static final int LONGEST_BODY = 4_000;

    public Load {
        if (senders < 1) {
            throw new SettingsException("--senders: somebody has to send.");
        }
        if (body < 1 || body > LONGEST_BODY) {
            throw new SettingsException("--size: " + body + " is not between 1 and " + LONGEST_BODY + ".");
        }
        if (warmUp.isNegative() || measured.isNegative() || measured.isZero()) {
            throw new SettingsException("--seconds has to be above 0, --warm-up not below.");
        }
    }

    /** With other times. */
    public Load lasting(Duration warm, Duration time) {
        return new Load(senders, pace, body, warm, time);
    }
}
