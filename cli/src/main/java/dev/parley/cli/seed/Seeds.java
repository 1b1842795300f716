package dev.parley.cli.seed;

/**
 * How much to sow, and from which random number. The same number draws the same people, conversations and texts.
 *
 * <p>Thread-safe: immutable.
 *
 * @param people how many accounts
 * @param messages how many messages, those that are deleted again included
 */
public record Seeds(int people, int messages, long random) {

    /** With this their external ids begin. */
    public static final String MARK = "seed:";
}
