package dev.parley.wire;

import dev.parley.core.event.Ending;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What all sockets have in common: an outbox, an end, and that one of which nothing is heard for a minute is given up.
 *
 * <p>Thread-safe; {@link #tick} is called by one thread.
 */
abstract class WatchedSocket implements Socket {

    /** How long nothing may be heard of a client. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    final Sockets sockets;
    final Outbox outbox;
    private final Connection connection;
    private volatile long heard;
    private long pinged;
    private long received;

    /** How many commands were taken and have yet to be answered. Guarded by this. */
    private int unanswered;

    /** What is done when all are answered; while there is such, no more are taken. Guarded by this. */
    private @Nullable Runnable goodBye;

    WatchedSocket(Sockets sockets, Connection connection, Outbox outbox) {
        this.sockets = sockets;
        this.connection = connection;
        this.outbox = outbox;
        this.heard = System.nanoTime();
        this.pinged = heard;
    }

    /** Asks for a sign of life. */
    abstract void ping();

    /** A text has come. */
    final void heard() {
        heard = System.nanoTime();
    }

    /** Pings the client when it is time, or gives up one of which nothing was heard. */
    final void tick(long now) {
        listen(now);
        if (now - heard > SILENCE_NANOS) {
            end(CloseCode.SILENT, "no sign of life");
        } else if (now - pinged > Sockets.PING.toNanos()) {
            pinged = now;
            ping();
        }
    }

    /** Frames that bring no text, such as the answer to a ping of the transport, are signs of life as well. */
    private void listen(long now) {
        long frames = connection.received();
        if (frames != received) {
            received = frames;
            heard = now;
        }
    }

    /** Whether a command that has come is taken; then it is to be {@link #answered}. */
    final synchronized boolean takes() {
        boolean taken = goodBye == null;
        if (taken) {
            unanswered++;
        }
        return taken;
    }

    /** One that was taken has its answer. */
    final void answered() {
        Runnable due = leaves();
        if (due != null) {
            due.run();
        }
    }

    private synchronized @Nullable Runnable leaves() {
        unanswered--;
        return unanswered == 0 ? goodBye : null;
    }

    @Override
    public final void finish(CloseCode code, String reason) {
        Runnable then = () -> outbox.finish(code, reason);
        if (!postponed(then)) {
            then.run();
        }
    }

    private synchronized boolean postponed(Runnable then) {
        goodBye = then;
        return unanswered > 0;
    }

    @Override
    public final void end(CloseCode code, String reason) {
        outbox.close(code, reason);
    }

    /** There is nothing to listen to any more. */
    final void ended(Ending why) {
        switch (why) {
            case SESSION_OVER -> end(CloseCode.NOT_LOGGED_IN, "the session has ended");
            case EPOCH_RENEWED, STORE_AWAY, SUBSCRIBER_FAILED -> end(CloseCode.START_AFRESH, sockets.comeBack());
            case CLOSED -> end(CloseCode.GOING_AWAY, sockets.comeBack());
        }
    }

    @Override
    public void close() {
        outbox.closed();
        sockets.forget(this);
    }
}
