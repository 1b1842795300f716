package dev.parley.cli.seed;

/**
 * How much to sow, and from which random number. The same number draws the same people, conversations and texts.
 *
 * <p>Thread-safe: immutable.
 *
 * @param people how many accounts
 * @param messages how many messages, between two people, those that are deleted again included
 * @param gatherings how many channels and groups, which come with messages of their own
 */
public record Seeds(int people, int messages, int gatherings, long random) {

    /** With this their external ids begin. */
    public static final String MARK = "seed:";
}
