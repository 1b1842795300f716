package dev.parley.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.db.Store;

/**
 * Brings what was committed to the disk. H2's own {@code CHECKPOINT SYNC} would do nearly that: but when H2's background thread has
 * taken the changes an instant before, it finds nothing left to do and returns while they still wait to be written by yet another
 * thread. So the same is done here step by step, with H2's own means: hand over what is left, let its writing threads come to
 * rest, and only then sync. Room is made on the way ({@link H2Compaction}).
 *
 * <p>Thread-safe: stateless.
 */
final class H2Sync {

    private H2Sync() {}

    /**
     * Twice to the disk: first what H2's threads have written meanwhile, for to write more may mean to write over what that
     * replaces.
     *
     * @throws SQLException when the disk does not take it
     */
    static void sync(Connection connection, H2Compaction compaction) throws SQLException {
        Store store = database(connection).getStore();
        MVStore file = store.getMvStore();
        try {
            file.sync();
            compaction.step(file);
            store.flush();
            file.executeFilestoreOperation(file::sync);
        } catch (RuntimeException e) {
            throw DbException.toSQLException(e);
        }
    }

    /** What ended H2's use of its file, after which nothing that was not synced is left; absent while it is in use. */
    static Optional<Throwable> end(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return Optional.of(new SQLException("The connection is closed"));
        }
        MVStore file = database(connection).getStore().getMvStore();
        Throwable panic = file.getPanicException();
        if (panic == null && file.isClosed()) {
            panic = new SQLException("The file is closed");
        }
        return Optional.ofNullable(panic);
    }

    /** Lets go of a file that is not in use any more, without another word to it. Its connections are of no use then. */
    static void abandon(Database database) throws SQLException {
        try {
            database.shutdownImmediately();
        } catch (RuntimeException e) {
            throw DbException.toSQLException(e);
        }
    }

    static Database database(Connection connection) throws SQLException {
        return session(connection).getDatabase();
    }

    private static SessionLocal session(Connection connection) throws SQLException {
        return (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    }
}
