package dev.parley.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread with a connection of its own, which is made again after a pause whenever it breaks. The pauses grow to some seconds.
 *
 * <p>Thread-safe.
 */
final class OwnConnection {

    private static final System.Logger LOG = System.getLogger(OwnConnection.class.getName());
    private static final int MOST_DOUBLINGS = 6;
    private static final long PAUSE_MILLIS = 50;
    private static final long STEADY = TimeUnit.SECONDS.toNanos(10);
    private static final Duration JOIN = Duration.ofSeconds(5);

    /** Makes connections. */
    interface Source {
        Connection open() throws SQLException;
    }

    /** What is done with one connection until it breaks, or all is over. */
    interface Use {
        void on(OwnConnection own) throws SQLException;
    }

    private final Source source;
    private final Use use;
    private final FailureLog log;
    private final Thread thread;
    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    OwnConnection(String name, Source source, Use use, FailureLog log) {
        this.source = source;
        this.use = use;
        this.log = log;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean closed() {
        return closed;
    }

    /** The connection; on our thread, once a round. */
    Connection connect() throws SQLException {
        Connection made = source.open();
        connection = made;
        if (closed) {
            throw new SQLException("It is over");
        }
        return made;
    }

    private void run() {
        int failures = 0;
        while (!closed) {
            long since = System.nanoTime();
            try {
                use.on(this);
            } catch (Throwable broken) { // whatever it is: nobody would begin this thread again
                failures = System.nanoTime() - since > STEADY ? 0 : failures;
                note(broken);
                pause(backOff(failures++));
            } finally {
                leave();
            }
        }
    }

    private void note(Throwable broken) {
        if (!closed) {
            SqlErrors.in(broken)
                    .ifPresentOrElse(
                            log::failed,
                            () -> LOG.log(System.Logger.Level.ERROR, thread.getName() + " stumbled", broken));
        }
    }

    private static Duration backOff(int failures) {
        long most = PAUSE_MILLIS << Math.min(failures, MOST_DOUBLINGS);
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    /** Waits, or less when it is over. */
    void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!closed && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private void leave() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            ThreadConnections.quietly(open);
        }
    }

    /** Ends it. A server that says nothing is not waited for. */
    void stop() {
        closed = true;
        LockSupport.unpark(thread);
        Connection open = connection;
        if (open != null) {
            abort(open);
        }
    }

    private static void abort(Connection open) {
        try {
            open.abort(Runnable::run);
        } catch (SQLException gone) {
            // it is gone either way
        }
    }

    void join() {
        OwnThread.join(thread, JOIN);
    }
}
