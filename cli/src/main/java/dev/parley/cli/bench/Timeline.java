package dev.parley.cli.bench;

import java.util.Arrays;

/**
 * What is known of the lines of one conversation, by seq: how long each is, and when its message was sent. The first connection
 * that sees a line writes it down for the others.
 *
 * <p>Not thread-safe.
 */
final class Timeline {

    private static final int FIRST_ROOM = 64;

    /** A number farther above all others is a mistake of the server's, and gets no room. */
    private static final int FARTHEST = 1_000_000;

    private long base = -1;
    private long top;
    private int[] lengths = new int[FIRST_ROOM];
    private long[] sent = new long[FIRST_ROOM];

    /** A connection begins to follow after this number. */
    void begins(long position) {
        base = base < 0 ? position : base;
        top = Math.max(top, position);
    }

    /** The highest number that anybody heard of. */
    long top() {
        return top;
    }

    /** A number was answered or seen. */
    void reaches(long seq) {
        top = Math.max(top, seq);
    }

    /** How long the line is, in bytes; 0 as long as nobody has seen it. */
    int length(long seq) {
        long index = seq - base;
        return index > 0 && index < lengths.length ? lengths[(int) index] : 0;
    }

    /** When its message was sent, on the clock of {@link System#nanoTime}; 0 when it is not known. */
    long sent(long seq) {
        long index = seq - base;
        return index > 0 && index < sent.length ? sent[(int) index] : 0;
    }

    /** Somebody sees a line for the first time. */
    void seen(long seq, int length, long sentAt) {
        long index = seq - base;
        if (index <= 0 || index >= lengths.length + FARTHEST) {
            return;
        }
        if (index >= lengths.length) {
            int room = (int) Math.max(index + 1, lengths.length * 2L);
            lengths = Arrays.copyOf(lengths, room);
            sent = Arrays.copyOf(sent, room);
        }
        lengths[(int) index] = length;
        sent[(int) index] = sentAt;
        reaches(seq);
    }
}
