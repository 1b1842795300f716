package dev.parley.jdbi;

import dev.parley.core.memory.MemoryEventBus;
import dev.parley.core.port.EventBus;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.engine.Database;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jspecify.annotations.Nullable;

/**
 * H2, in a file or in memory. H2's own commit leaves the last half second in memory, and its setting that does not makes files
 * that only grow; so a commit is followed by a sync (G1, {@link H2Sync}). Whoever has read waits, by a lock, until nothing is
 * between the two any more: what he saw is safe, and a commit waits for no reader, however long that reads.
 * Long because H2 runs inside this process: opening its file, and opening it again when it has closed itself, are ours to do.
 */
final class H2Backend extends Backend {

    private static final int WRONG_CREDENTIALS = 28000;
    private static final int IN_USE = 90020;
    private static final int NO_ADMIN = 90040;
    private static final int OTHER_FORMAT = 90048;
    private static final String GONE = "08006";
    private static final long BETWEEN_OPENINGS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final System.Logger LOG = System.getLogger(H2Backend.class.getName());

    private final H2Url url;
    private final JdbcDataSource source = new JdbcDataSource();

    /** The same, once it is there: it is never made anew. */
    private final JdbcDataSource again = new JdbcDataSource();

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final ThreadConnections connections = new ThreadConnections(new Threads());

    private final SearchIndex index;

    /** Keeps the database open; another one after every reopening. Replaced under the lock for writing. */
    private volatile Connection anchor;

    /** The database of the anchor. Replaced under the lock for writing. */
    private volatile Database base;

    /** Why reopening last failed, and when. Guarded by the lock for writing. */
    private @Nullable SQLException closedFor;

    private long closedSince;

    /** Whether nothing has been committed since it was opened again. Guarded by the lock for writing. */
    private boolean recovering;

    /** Whether a commit may still have to be synced, because the sync after it failed or the file was opened again. Guarded by the lock. */
    private volatile boolean unsynced;

    /** Guarded by the lock for writing. */
    private final H2Compaction compaction = new H2Compaction();

    private H2Backend(H2Url url, String jdbc, DatabaseSettings settings, SearchIndex index) throws SQLException {
        this.url = url;
        this.index = index;
        source.setURL(jdbc);
        source.setUser(settings.user().orElse("sa"));
        source.setPassword(settings.password().orElse(""));
        again.setURL(jdbc + ";IFEXISTS=TRUE");
        again.setUser(source.getUser());
        again.setPassword(source.getPassword());
        anchor = source.getConnection();
        base = H2Sync.database(anchor);
    }

    static H2Backend open(DatabaseSettings settings) {
        return open(settings, H2Url::jdbc);
    }

    /** @param jdbc what H2 is given, for tests on a file system of their own */
    static H2Backend open(DatabaseSettings settings, Function<H2Url, String> jdbc) {
        return open(settings, jdbc, new H2SearchIndex());
    }

    /** @param index how texts are found, for a benchmark that does without */
    static H2Backend open(DatabaseSettings settings, Function<H2Url, String> jdbc, SearchIndex index) {
        H2Url url = H2Url.of(settings.url());
        url.databaseFile().ifPresent(H2Backend::prepare);
        try {
            H2Backend backend = new H2Backend(url, jdbc.apply(url), settings, index);
            backend.checkAdmin();
            return backend;
        } catch (SQLException e) {
            throw explained(url, e);
        }
    }

    /** Files that hold people's words are for their owner only. H2 takes an empty file for a new database. */
    private static void prepare(Path file) {
        try {
            if (!Files.isDirectory(parent(file))) {
                Files.createDirectories(parent(file), permissions(file, "rwx------"));
            }
        } catch (IOException e) {
            throw new DatabaseException("Cannot make the folder " + parent(file) + ": " + why(e), e);
        }
        try {
            Files.createFile(file, permissions(file, "rw-------"));
        } catch (FileAlreadyExistsException there) {
            // it has its owner's permissions
        } catch (IOException e) {
            throw new DatabaseException("Cannot create the database file " + file + ": " + why(e), e);
        }
    }

    private static String why(IOException e) {
        if (e instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is there and is no folder.";
        } else if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be written by this user.";
        }
        String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        return reason == null ? "the file system refuses it." : reason;
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static FileAttribute<?>[] permissions(Path file, String mode) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private void checkAdmin() throws SQLException {
        try {
            run(anchor, List.of("checkpoint sync"));
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private static DatabaseException explained(H2Url url, SQLException e) {
        String where = url.location();
        return new DatabaseException(
                switch (e.getErrorCode()) {
                    case IN_USE -> where + " is in use by another process. Stop that one first.";
                    case WRONG_CREDENTIALS -> where + " does not take this user and password.";
                    case NO_ADMIN ->
                        where + ": the user needs admin rights there, without which commits cannot be made"
                                + " durable (CHECKPOINT SYNC).";
                    case OTHER_FORMAT -> where + " was written by another version of H2.";
                    default -> where + " cannot be opened: " + said(e);
                },
                e);
    }

    /** Its first line, without the class names and the code that H2 puts into it. */
    private static String said(SQLException e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.replaceAll(" \\[[0-9]+-[0-9]+]", "")
                .replaceAll("\\b(?:[a-z0-9]+\\.)+[A-Z]\\w*(?:Exception|Error): ", "");
    }

    /** The connections of threads, each to the database that is open now. */
    private final class Threads implements ThreadConnections.Source {

        @Override
        public Connection connect() throws SQLException {
            if (finished(anchor).isPresent()) {
                reopen();
            }
            lock.readLock().lock();
            try {
                Connection connection = again.getConnection();
                run(connection, List.of("set query_timeout " + STATEMENT_MILLIS));
                return connection;
            } finally {
                lock.readLock().unlock();
            }
        }

        @Override
        public boolean usable(Connection connection) throws SQLException {
            return finished(connection).isEmpty();
        }
    }

    /**
     * H2 closes a file that it could not write to, for good. So everything of it is let go of, and the file is opened again as
     * after a crash: what was confirmed is in it. It is not made anew, and not tried at every call.
     */
    private void reopen() throws SQLException {
        lock.writeLock().lock();
        try {
            if (finished(anchor).isPresent()) {
                refuseHaste();
                reopened();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void refuseHaste() throws SQLException {
        if (closedFor != null && System.nanoTime() - closedSince < BETWEEN_OPENINGS) {
            throw away(closedFor);
        }
    }

    private void reopened() throws SQLException {
        unsynced = true;
        try {
            H2Sync.abandon(base);
            ThreadConnections.quietly(anchor);
            anchor = again.getConnection();
            base = H2Sync.database(anchor);
            run(anchor, List.of("checkpoint sync"));
            closedFor = null;
            recovering = true;
        } catch (SQLException e) {
            closedFor = e;
            closedSince = System.nanoTime();
            throw away(e);
        }
    }

    private static SQLException away(SQLException e) {
        return new SQLTransientConnectionException(
                "It cannot be opened again yet: " + root(e), e.getSQLState(), e.getErrorCode(), e);
    }

    /** What is underneath says more than H2, which wraps it several times. */
    private static String root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** Why a connection is of no use any more: its database has closed itself, or is not the one that is open now. */
    private Optional<Throwable> finished(Connection connection) throws SQLException {
        Optional<Throwable> end = H2Sync.end(connection);
        if (end.isEmpty() && H2Sync.database(connection) != base) {
            return Optional.of(new SQLException("It was opened again meanwhile"));
        }
        return end;
    }

    @Override
    Optional<SQLException> gone(Connection connection) {
        try {
            return finished(connection)
                    .map(end -> new SQLRecoverableException("H2 closed its file: " + root(end), GONE, end));
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    @Override
    String location() {
        return url.location();
    }

    @Override
    DataSource patient() {
        return source;
    }

    @Override
    Map<String, String> placeholders() {
        return Map.of("binary", "");
    }

    @Override
    ConnectionFactory connections() {
        return connections;
    }

    @Override
    String update(String table, String rows, String where, String set) {
        return "merge into " + table + " t using (select * from " + rows + ") w on " + where
                + " when matched then update set " + set;
    }

    @Override
    boolean takesSeveralStatements() {
        return false;
    }

    @Override
    String sent(String sql) {
        return sql;
    }

    @Override
    boolean takesBackTables() {
        return false;
    }

    @Override
    String nextIds() {
        return "select next value for parley_id";
    }

    /** One branch for each, as there is no LATERAL. */
    @Override
    String newestOfEach(int conversations) {
        return IntStream.rangeClosed(1, conversations)
                .mapToObj(number -> "(select * from parley_message m"
                        + " where m.conversation_id = cast(:conversations as bigint array)[" + number + "]"
                        + MessageLists.LIVE
                        + " order by m.conversation_id desc, m.seq desc limit :needed)")
                .collect(Collectors.joining(" union all "));
    }

    @Override
    SearchIndex searchIndex() {
        return index;
    }

    /** A file that was put in the place of another says nothing of it; {@code chat-cli epoch renew} is for that. */
    @Override
    String origin(Handle handle) {
        return url.location();
    }

    /** A file belongs to one process. */
    @Override
    EventBus bus() {
        return new MemoryEventBus();
    }

    @Override
    int lanes() {
        return 1;
    }

    @Override
    <T> T reading(Supplier<T> work) {
        T seen = work.get();
        awaitSynced();
        return seen;
    }

    /** Returns when all that has been committed so far is on the disk. */
    private void awaitSynced() {
        lock.readLock().lock();
        try {
            while (unsynced) {
                lock.readLock().unlock();
                try {
                    catchUp();
                } finally {
                    lock.readLock().lock();
                }
            }
            refuseOldMemory();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** A database that closed itself may hold in memory what never came to its file. */
    private void refuseOldMemory() {
        try {
            gone(connections.current()).ifPresent(e -> {
                throw new ConnectionException(e);
            });
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    @Override
    <T> T snapshot(Handle handle, Supplier<T> work) {
        isolate(handle, "snapshot");
        try {
            return reading(() -> handle.inTransaction(one -> work.get()));
        } finally {
            isolate(handle, "read committed");
        }
    }

    /** It has one way to look for anything. */
    @Override
    void lookThrough(Handle handle) {}

    private static void isolate(Handle handle, String level) {
        handle.execute("set session characteristics as transaction isolation level " + level);
    }

    @Override
    void commit(Handle handle) {
        if (url.file().isEmpty()) {
            commitLazily(handle);
            return;
        }
        lock.writeLock().lock();
        try {
            unsynced = true;
            handle.commit();
            sync(handle.getConnection());
            if (recovering) {
                recovering = false;
                LOG.log(System.Logger.Level.INFO, "The database was opened again and takes commits: " + location());
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void catchUp() {
        lock.writeLock().lock();
        try {
            if (unsynced) {
                sync(connections.current());
            }
        } catch (SQLException e) {
            throw new ConnectionException(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void sync(Connection connection) {
        try {
            H2Sync.sync(connection, compaction);
        } catch (SQLException e) {
            throw new TransactionException("The commit could not be synced", e);
        }
        unsynced = false;
    }

    @Override
    void commitLazily(Handle handle) {
        handle.commit();
    }

    @Override
    void takeTime(Handle handle) {
        connections.renewAfterUse();
        handle.execute("set query_timeout 0");
    }

    @Override
    void distrustConnections() {
        // each is looked at before it is used again
    }

    @Override
    void leave() {
        connections.leave();
    }

    @Override
    public void close() {
        ThreadConnections.quietly(anchor);
    }
}
