package dev.parley.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection for each thread, kept from call to call and made anew when it broke. HikariCP, which interrupts, is not for H2.
 *
 * <p>Thread-safe.
 */
final class ThreadConnections implements ConnectionFactory {

    /** Makes connections, and knows whether they are still of use. */
    interface Source {
        Connection connect() throws SQLException;

        boolean usable(Connection connection) throws SQLException;
    }

    private final Source source;
    private final ThreadLocal<@Nullable Connection> mine = new ThreadLocal<>();
    private final ThreadLocal<Boolean> spent = ThreadLocal.withInitial(() -> false);

    ThreadConnections(Source source) {
        this.source = source;
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection known = mine.get();
        if (known != null) {
            if (source.usable(known)) {
                return known;
            }
            leave();
        }
        Connection fresh = source.connect();
        mine.set(fresh);
        return fresh;
    }

    /** The thread's connection has been given other settings and is not to be used again after this call. */
    void renewAfterUse() {
        spent.set(true);
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        boolean renew = spent.get();
        spent.set(false);
        if (renew || !connection.isClosed() && !settled(connection)) {
            mine.remove();
            quietly(connection);
        }
    }

    private static boolean settled(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            return true;
        } catch (SQLException broken) {
            return false;
        }
    }

    /** The connection with which the calling thread is in a call. */
    Connection current() throws SQLException {
        Connection known = mine.get();
        if (known == null) {
            throw new SQLException("No call is under way");
        }
        return known;
    }

    /** Closes the calling thread's connection. */
    void leave() {
        Connection known = mine.get();
        mine.remove();
        if (known != null) {
            quietly(known);
        }
    }

    /** Closes what may be broken already. */
    static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException broken) {
            // it is gone either way
        }
    }
}
