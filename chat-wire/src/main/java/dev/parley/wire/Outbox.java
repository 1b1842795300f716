package dev.parley.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent on one connection.
 *
 * <p>There is at most one write on the way. What comes meanwhile waits, and goes as one frame, newline between the parts, as soon
 * as the write is done: the slower the connection, the larger the frames, and idle nothing waits. The sum of what waits and what
 * is on the way is bounded in bytes (G13), for each connection and, by a {@link Budget}, for all that share one. Above the bound goes
 * first what may be dropped; whoever still reads too slowly is closed with {@link CloseCode#TOO_SLOW}, and cut two seconds later,
 * because a closing frame would queue behind what is stuck.
 *
 * <p>Thread-safe: any thread offers, none ever blocks. The callback of a write sends the next.
 */
public final class Outbox {

    private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

    /** What the protocol allows in one frame. */
    static final int MAX_FRAME = 60 * 1024;

    /** What waits for one connection at the most, in bytes. */
    static final int BOUND = 256 * 1024;

    private static final Executor AFTER_GRACE = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);
    private static final Runnable NOTHING = () -> {};

    /** A frame that waits, with what is to be done when it has been written. */
    private record Part(Frame frame, boolean droppable, Runnable written) {

        /** What it counts for: itself and the newline that may stand behind it. */
        int size() {
            return frame.bytes() + 1;
        }
    }

    private final Connection connection;
    private final Budget budget;
    private final int bound;
    private final int joinUpTo;

    private final Queue<Part> waiting = new ArrayDeque<>(1);
    private final Connection.Callback callback = new Written();
    private List<Part> onTheWay = List.of();
    private long held;
    private boolean pumping;
    private boolean closed;

    /** What is done when all that waits has been written. Set under the monitor. */
    private volatile @Nullable Runnable last;

    private Outbox(Connection connection, Budget budget, int bound, int joinUpTo) {
        this.connection = connection;
        this.budget = budget;
        this.bound = bound;
        this.joinUpTo = joinUpTo;
    }

    /** Joins what waits, newline between the parts. */
    static Outbox joining(Connection connection, Budget budget, int bound) {
        return new Outbox(connection, budget, bound, MAX_FRAME);
    }

    /** Sends each part as a frame of its own, for clients that expect one object a frame. */
    static Outbox oneByOne(Connection connection, Budget budget, int bound) {
        return new Outbox(connection, budget, bound, 0);
    }

    /** Puts a frame at the end; once the connection is closed, nothing happens. */
    void offer(Frame frame) {
        offer(frame, NOTHING);
    }

    /** The same; when the frame has been written, {@code written} is called. */
    void offer(Frame frame, Runnable written) {
        offer(new Part(frame, false, written));
    }

    /** Puts a frame at the end that nobody misses if it does not fit. */
    void offerDroppable(Frame frame) {
        offer(new Part(frame, true, NOTHING));
    }

    private void offer(Part part) {
        if (accept(part)) {
            pump();
        } else {
            close(CloseCode.TOO_SLOW, "reads too slowly");
        }
    }

    /** False when it does not fit any more and cannot be left out. */
    private synchronized boolean accept(Part part) {
        if (closed) {
            return true;
        }
        if (!fits(part)) {
            dropWhatMayBe();
        }
        boolean fits = fits(part);
        if (fits) {
            hold(part.size());
            waiting.add(part);
        }
        return fits || part.droppable();
    }

    private boolean fits(Part part) {
        long together = held + part.size();
        return together <= bound && budget.allows(together);
    }

    private void dropWhatMayBe() {
        waiting.removeIf(part -> {
            if (part.droppable()) {
                hold(-part.size());
            }
            return part.droppable();
        });
    }

    private void hold(long bytes) {
        held += bytes;
        budget.take(bytes);
    }

    /** Closes the connection once and drops what waits; it is cut when the good-bye does not get through. */
    void close(CloseCode code, String reason) {
        synchronized (this) {
            if (closed) {
                return;
            }
            shut();
        }
        connection.close(code.number(), reason);
        AFTER_GRACE.execute(connection::disconnect);
    }

    /** The same once all that waits has been written. */
    void finish(CloseCode code, String reason) {
        Runnable goodBye = () -> close(code, reason);
        if (!postponed(goodBye)) {
            goodBye.run();
        }
    }

    private synchronized boolean postponed(Runnable goodBye) {
        if (!allWritten()) {
            last = goodBye;
        }
        return last != null;
    }

    private synchronized boolean allWritten() {
        return waiting.isEmpty() && onTheWay.isEmpty();
    }

    /** Whether anything that is offered can still be sent. */
    synchronized boolean open() {
        return !closed;
    }

    /** What begins to offer here; where that fails, nothing will be sent, and what waits is let go of. */
    <T> T unlessItFails(Supplier<T> beginning) {
        try {
            return beginning.get();
        } catch (RuntimeException failure) {
            closed();
            throw failure;
        }
    }

    /** The connection has gone. */
    synchronized void closed() {
        shut();
    }

    private void shut() {
        closed = true;
        waiting.clear();
        hold(-held);
    }

    /**
     * Writes until something is on the way or nothing waits. A write that is done before it returns finds the loop running and
     * leaves the next one to it, so that the stack does not grow.
     */
    private void pump() {
        if (!begin()) {
            return;
        }
        for (List<Part> next = next(); !next.isEmpty(); next = next()) {
            write(next);
        }
        Runnable goodBye = last;
        if (goodBye != null && allWritten()) {
            goodBye.run();
        }
    }

    private void write(List<Part> parts) {
        try {
            connection.write(joined(parts), callback);
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.DEBUG, "A connection failed at a write", broken);
            callback.failed();
        }
    }

    private synchronized boolean begin() {
        boolean free = !pumping;
        pumping = true;
        return free;
    }

    /** What goes as one frame now; nothing while something is on the way. */
    private synchronized List<Part> next() {
        if (!onTheWay.isEmpty() || closed || waiting.isEmpty()) {
            pumping = false;
            return List.of();
        }
        onTheWay = take();
        return onTheWay;
    }

    private List<Part> take() {
        List<Part> parts = new ArrayList<>();
        int bytes = 0;
        do {
            Part part = waiting.remove();
            parts.add(part);
            bytes += part.size();
        } while (!waiting.isEmpty() && bytes + waiting.peek().frame().bytes() <= joinUpTo);
        return parts;
    }

    private static Frame joined(List<Part> parts) {
        return parts.size() == 1
                ? parts.get(0).frame()
                : Frame.joined(parts.stream().map(Part::frame).toList());
    }

    private synchronized List<Part> done() {
        List<Part> written = onTheWay;
        onTheWay = List.of();
        if (!closed) {
            hold(-written.stream().mapToLong(Part::size).sum());
        }
        return written;
    }

    private final class Written implements Connection.Callback {

        @Override
        public void written() {
            done().forEach(part -> part.written().run());
            pump();
        }

        /** Behind a write that failed nothing gets through, unless it failed because of the good-bye, which overtakes what waits. */
        @Override
        public void failed() {
            if (open()) {
                closed();
                connection.disconnect();
            }
        }
    }
}
