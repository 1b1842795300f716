package dev.parley.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent on one connection.
 *
 * <p>There is at most one write on the way. What comes meanwhile waits, and goes as one frame, newline between the parts, as soon
 * as the write is done: the slower the connection, the larger the frames, and idle nothing waits. The sum of what waits and what
 * is on the way is bounded in bytes (G13); whoever reads more slowly than that is closed with {@link CloseCode#TOO_SLOW}, and cut two
 * seconds later, because a closing frame would queue behind what is stuck.
 *
 * <p>Thread-safe: any thread offers, none ever blocks. The callback of a write sends the next.
 */
public final class Outbox {

    /** What the protocol allows in one frame. */
    static final int MAX_FRAME = 60 * 1024;

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Connection connection;
    private final int bound;
    private final int joinUpTo;
    private final Executor later;

    private final Queue<Frame> waiting = new ArrayDeque<>();
    private final Connection.Callback callback = new Written();
    private long held;
    private int onTheWay;
    private boolean writing;
    private boolean pumping;
    private boolean closed;

    private Outbox(Connection connection, int bound, int joinUpTo, Executor later) {
        this.connection = connection;
        this.bound = bound;
        this.joinUpTo = joinUpTo;
        this.later = later;
    }

    /** Joins what waits, newline between the parts. */
    public static Outbox joining(Connection connection, int bound) {
        return new Outbox(connection, bound, MAX_FRAME, afterGrace());
    }

    /** Sends each part as a frame of its own, for clients that expect one object a frame. */
    public static Outbox oneByOne(Connection connection, int bound) {
        return new Outbox(connection, bound, 0, afterGrace());
    }

    private static Executor afterGrace() {
        return CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Puts a frame at the end; once the connection is closed, nothing happens. */
    public void offer(Frame frame) {
        if (accept(frame)) {
            pump();
        } else {
            close(CloseCode.TOO_SLOW, "reads too slowly");
        }
    }

    /** False when it does not fit any more. */
    private synchronized boolean accept(Frame frame) {
        if (closed) {
            return true;
        }
        if (held + size(frame) > bound) {
            return false;
        }
        held += size(frame);
        waiting.add(frame);
        return true;
    }

    /** Closes the connection once and drops what waits; it is cut when the good-bye does not get through. */
    public void close(CloseCode code, String reason) {
        synchronized (this) {
            if (closed) {
                return;
            }
            shut();
        }
        connection.close(code.number(), reason);
        later.execute(connection::disconnect);
    }

    /** The connection has gone. */
    public synchronized void closed() {
        shut();
    }

    private synchronized void shut() {
        closed = true;
        waiting.clear();
        held = 0;
    }

    /**
     * Writes until something is on the way or nothing waits. A write that is done before it returns finds the loop running and
     * leaves the next one to it, so that the stack does not grow.
     */
    private void pump() {
        if (!begin()) {
            return;
        }
        for (Frame next = next(); next != null; next = next()) {
            connection.write(next.text(), callback);
        }
    }

    private synchronized boolean begin() {
        boolean free = !pumping;
        pumping = true;
        return free;
    }

    private synchronized @Nullable Frame next() {
        if (writing || closed || waiting.isEmpty()) {
            pumping = false;
            return null;
        }
        Frame next = joined();
        writing = true;
        onTheWay = size(next);
        return next;
    }

    /** What a frame counts for: itself and the newline that may stand behind it. */
    private static int size(Frame frame) {
        return frame.bytes() + 1;
    }

    private Frame joined() {
        Frame first = waiting.remove();
        int bytes = first.bytes();
        if (!fits(bytes)) {
            return first;
        }
        StringBuilder text = new StringBuilder(first.text());
        while (fits(bytes)) {
            Frame next = waiting.remove();
            text.append('\n').append(next.text());
            bytes += next.bytes() + 1;
        }
        return new Frame(text.toString(), bytes);
    }

    private boolean fits(int bytes) {
        Frame next = waiting.peek();
        return next != null && bytes + next.bytes() + 1 <= joinUpTo;
    }

    private synchronized void done() {
        writing = false;
        held = closed ? 0 : held - onTheWay;
    }

    private final class Written implements Connection.Callback {

        @Override
        public void written() {
            done();
            pump();
        }

        @Override
        public void failed() {
            closed();
            connection.disconnect();
        }
    }
}
