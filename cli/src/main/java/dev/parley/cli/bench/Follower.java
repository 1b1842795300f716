package dev.parley.cli.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Goes through the lines of one connection and holds the numbers of its conversation against what has to come: one after the
 * other, none missing, none twice. The hot path of the bench: a line that somebody has seen before costs the comparison of its
 * beginning, its number and one jump.
 *
 * <p>Not thread-safe.
 */
final class Follower {

    /** A number that is longer is read as one that nobody has seen. */
    private static final int MOST_DIGITS = 18;

    private final Prefix prefix;
    private final Timeline timeline;
    private final Sends sends;
    private final Tally tally;
    private final Consumer<String> others;
    private final Set<Long> missing = new HashSet<>();
    private long next = -1;

    // the number that was read last, and where it ends
    private long seq;
    private int afterSeq;

    /** @param others is told of every line that is no new message of the conversation */
    Follower(long conversation, Timeline timeline, Sends sends, Tally tally, Consumer<String> others) {
        this.prefix = new Prefix("{\"type\":\"message.created\",\"conversation\":" + conversation + ",\"seq\":");
        this.timeline = timeline;
        this.sends = sends;
        this.tally = tally;
        this.others = others;
    }

    /** The server has said after which number it begins. */
    void begins(long position) {
        next = position + 1;
        timeline.begins(position);
    }

    boolean begun() {
        return next >= 0;
    }

    /** How many of the numbers up to the last have not come. */
    long missing() {
        return begun() ? missing.size() + Math.max(0, timeline.top() + 1 - next) : 0;
    }

    /** As {@link FrameScanner.Sink#text}. */
    int lines(ByteBuffer bytes, int from, int end, boolean last) {
        int line = from;
        while (line < end) {
            int following = next(bytes, line, end, last);
            if (following < 0) {
                break;
            }
            line = following;
        }
        return line;
    }

    /** Where the next line begins, or -1 when this one is not whole. */
    private int next(ByteBuffer bytes, int line, int end, boolean last) {
        if (readSeq(bytes, line, end)) {
            int length = timeline.length(seq);
            int stop = line + length;
            if (length > 0 && (stop < end ? bytes.get(stop) == '\n' : stop == end && last)) {
                delivered();
                return Math.min(stop + 1, end);
            }
        }
        return look(bytes, line, end, last);
    }

    private boolean readSeq(ByteBuffer bytes, int line, int end) {
        int at = line + prefix.length();
        if (at + MOST_DIGITS >= end || !prefix.stands(bytes, line)) {
            return false;
        }
        long number = 0;
        int digit = bytes.get(at) - '0';
        int stop = at + MOST_DIGITS;
        while (digit >= 0 && digit <= 9 && at < stop) {
            number = number * 10 + digit;
            digit = bytes.get(++at) - '0';
        }
        seq = number;
        afterSeq = at;
        return true;
    }

    private int look(ByteBuffer bytes, int line, int end, boolean last) {
        int stop = line;
        while (stop < end && bytes.get(stop) != '\n') {
            stop++;
        }
        if (stop == end && !last) {
            return -1;
        }
        if (stop > line) {
            whole(bytes, line, stop);
        }
        return Math.min(stop + 1, end);
    }

    private void whole(ByteBuffer bytes, int line, int stop) {
        if (readSeq(bytes, line, stop)) {
            first(sends.numberIn(bytes, afterSeq, stop), stop - line);
            delivered();
        } else {
            byte[] text = new byte[stop - line];
            bytes.get(line, text);
            others.accept(new String(text, StandardCharsets.UTF_8));
        }
    }

    private void first(int number, int length) {
        timeline.seen(seq, length, number < 0 ? 0 : sends.time(number));
        if (number >= 0 && !sends.has(number, seq)) {
            tally.doubled();
        }
    }

    /** A change that is no new message has its number too. */
    void changed(long number) {
        timeline.reaches(number);
        seq = number;
        delivered();
    }

    private void delivered() {
        if (seq == next) {
            next++;
        } else {
            unexpected();
        }
        tally.delivered(timeline.sent(seq));
    }

    private void unexpected() {
        if (!begun() || missing.remove(seq)) {
            tally.outOfOrder();
        } else if (seq < next) {
            tally.doubled();
        } else {
            skip();
        }
    }

    private void skip() {
        for (long number = next; number < seq && missing.size() < 1_000_000; number++) {
            missing.add(number);
        }
        next = seq + 1;
        timeline.reaches(seq);
    }
}
