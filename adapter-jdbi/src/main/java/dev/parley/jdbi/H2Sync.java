package dev.parley.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.db.Store;

/**
 * Brings what was committed to the disk. H2's own {@code CHECKPOINT SYNC} would do nearly that: but when H2's background thread has
 * taken the changes an instant before, it finds nothing left to do and returns while they still wait to be written by yet another
 * thread. So the same is done here step by step, with H2's own means: hand over what is left, let its writing threads come to
 * rest, and only then sync.
 *
 * <p>Thread-safe: stateless.
 */
final class H2Sync {

    private H2Sync() {}

    /** @throws SQLException when the disk does not take it */
    static void sync(Connection connection) throws SQLException {
        Store store = session(connection).getDatabase().getStore();
        MVStore file = store.getMvStore();
        try {
            store.flush();
            file.executeFilestoreOperation(file::sync);
        } catch (RuntimeException e) {
            throw DbException.toSQLException(e);
        }
    }

    private static SessionLocal session(Connection connection) throws SQLException {
        return (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    }
}
