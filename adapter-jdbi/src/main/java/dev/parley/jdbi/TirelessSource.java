package dev.parley.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Tries again until there is a connection. A pool that is told of each failure pauses longer after each, up to five seconds in
 * HikariCP, and would find a database that long after it is back (G14); so it is told of each kind of failure once, for the log.
 *
 * <p>Thread-safe.
 */
@SuppressWarnings("serial") // as all of the driver's; nobody serializes it
final class TirelessSource extends PGSimpleDataSource {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    /** The SQL states of the failures since the last success that the pool knows of. */
    private final transient Set<String> told = ConcurrentHashMap.newKeySet();

    /** @throws SQLException for a failure of a new kind, or when the calling thread is interrupted */
    @Override
    public Connection getConnection() throws SQLException {
        while (true) {
            try {
                Connection connection = super.getConnection();
                told.clear();
                return connection;
            } catch (SQLException failure) {
                if (told.add(SqlErrors.state(failure))) {
                    throw failure;
                }
                pause(failure);
            }
        }
    }

    /** Keeps the interrupt, by which a pool that closes says so. */
    private static void pause(SQLException failure) throws SQLException {
        LockSupport.parkNanos(PAUSE);
        if (Thread.currentThread().isInterrupted()) {
            throw new SQLTransientConnectionException("Nobody waits for it any more", failure);
        }
    }
}
