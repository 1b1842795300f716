package dev.parley.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tries again until there is a connection. A pool that is told of each failure pauses longer after each, up to five seconds in
 * HikariCP, and would find a database that long after it is back (G14); so it is told of each kind of failure once, for the log.
 *
 * <p>Thread-safe.
 */
@SuppressWarnings("serial") // as all of the driver's; nobody serializes it
final class TirelessSource extends PromptSource {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    /** The SQL states of the failures since the last success that the pool knows of. */
    private final transient Set<String> told = ConcurrentHashMap.newKeySet();

    private volatile boolean over;

    TirelessSource(Duration silence) {
        super(silence);
    }

    /** @throws SQLException for a failure of a new kind, and for any when nobody waits for it any more */
    @Override
    public Connection getConnection() throws SQLException {
        while (true) {
            try {
                Connection connection = super.getConnection();
                told.clear();
                return connection;
            } catch (SQLException failure) {
                if (over
                        || told.add(SqlErrors.state(failure))
                        || Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /** Tries no more: a pool that closes waits for who is trying. */
    void giveUp() {
        over = true;
    }
}
