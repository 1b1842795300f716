package dev.parley.cli.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * All messages that were sent, by their number: when, and under which seq they came back. The client_id of a message is the
 * run's mark and the number.
 *
 * <p>Not thread-safe.
 */
final class Sends {

    private static final int FIRST_ROOM = 1024;
    private static final byte[] FIELD = "\"client_id\":\"".getBytes(StandardCharsets.US_ASCII);

    private final String mark;
    private final byte[] needle;
    private long[] times = new long[FIRST_ROOM];
    private long[] seqs = new long[FIRST_ROOM];
    private boolean[] answers = new boolean[FIRST_ROOM];
    private int count;

    /** @param mark letters and digits that no other run has */
    Sends(String mark) {
        this.mark = mark + "-";
        this.needle = this.mark.getBytes(StandardCharsets.US_ASCII);
    }

    /** Notes one more; gives its number. */
    int sent(long time) {
        if (count == times.length) {
            times = Arrays.copyOf(times, count * 2);
            seqs = Arrays.copyOf(seqs, count * 2);
            answers = Arrays.copyOf(answers, count * 2);
        }
        times[count] = time;
        return count++;
    }

    int count() {
        return count;
    }

    String clientId(int number) {
        return mark + number;
    }

    boolean knows(long number) {
        return number >= 0 && number < count;
    }

    long time(int number) {
        return times[number];
    }

    /**
     * A message has its answer.
     *
     * @return false when it had one before
     */
    boolean answered(int number) {
        boolean first = !answers[number];
        answers[number] = true;
        return first;
    }

    /**
     * A message has this seq, says an answer or a line.
     *
     * @return false when it had another before: then it is there twice
     */
    boolean has(int number, long seq) {
        boolean right = seqs[number] == 0 || seqs[number] == seq;
        seqs[number] = seq;
        return right;
    }

    /** The number of the message in a line, found from its end, where no content lies; -1 when it is not of this run. */
    int numberIn(ByteBuffer bytes, int from, int end) {
        for (int at = end - FIELD.length - needle.length; at >= from; at--) {
            if (bytes.get(at) == '"' && stands(bytes, at, FIELD)) {
                int mine = at + FIELD.length;
                return stands(bytes, mine, needle) ? digits(bytes, mine + needle.length, end) : -1;
            }
        }
        return -1;
    }

    private int digits(ByteBuffer bytes, int from, int end) {
        long number = 0;
        for (int at = from; at < end && Character.isDigit(bytes.get(at)); at++) {
            number = number * 10 + bytes.get(at) - '0';
        }
        return knows(number) ? (int) number : -1;
    }

    private static boolean stands(ByteBuffer bytes, int at, byte[] what) {
        for (int i = 0; i < what.length; i++) {
            if (bytes.get(at + i) != what[i]) {
                return false;
            }
        }
        return true;
    }
}
