package dev.parley.jdbi;

import dev.parley.core.model.ApiToken;
import dev.parley.core.model.Session;
import dev.parley.core.port.EventBus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * What differs between the two databases. Everything here runs on the threads of {@link Workers}, or while opening and closing on
 * another thread of ours.
 */
abstract class Backend implements AutoCloseable {

    /** How long a statement may take before the database ends it; its caller has long gone by then. */
    static final int STATEMENT_MILLIS = 3_000;

    /** How long a statement waits for a row that somebody else holds. */
    static final int LOCK_MILLIS = 1_000;

    /** Where the database is, for people: without credentials. */
    abstract String location();

    /** Connections for migrations, which may take long. */
    abstract DataSource patient();

    /** What the migrations leave open, by name. */
    abstract Map<String, String> placeholders();

    /** Connections for everything else; only asked after the migrations. */
    abstract ConnectionFactory connections();

    /** Sets columns of table {@code t} to what the rows {@code w} say, each where it matches. */
    abstract String update(String table, String rows, String where, String set);

    /** Whether several statements with parameters may go in one, with {@code ;} between them. */
    abstract boolean takesSeveralStatements();

    /**
     * What is to be sent for a statement, each time it is. Where a database keeps the plan of a statement, this is another text
     * when much may have been written since it was planned.
     */
    abstract String sent(String sql);

    /** Whether a transaction that is rolled back takes back what it did to tables, too. */
    abstract boolean takesBackTables();

    /** Draws the first of a block of ids. */
    abstract String nextIds();

    /** Selects the newest {@code :needed} live messages of each of so many {@code :conversations}. */
    abstract String newestOfEach(int conversations);

    /** How it finds texts. */
    abstract SearchIndex searchIndex();

    /** What tells this database from a copy of it. */
    abstract String origin(Handle handle);

    /** How the processes on this database reach each other. */
    abstract EventBus bus();

    /** How many commits can run side by side. */
    abstract int lanes();

    /** Runs a statement that only reads. What it sees is durable when this returns. */
    abstract <T> T reading(Supplier<T> work);

    /** Runs several statements that all see the same. */
    abstract <T> T snapshot(Handle handle, Supplier<T> work);

    /** Says that what follows in a snapshot looks through whole conversations; everything else stops where its page is full. */
    abstract void lookThrough(Handle handle);

    /** Commits; what was written is durable when this returns. */
    abstract void commit(Handle handle);

    /** Commits what may be lost with the power. */
    abstract void commitLazily(Handle handle);

    /** Takes the limits off the statements of this transaction. */
    abstract void takeTime(Handle handle);

    /** A connection broke, so others may have as well. */
    abstract void distrustConnections();

    /** Why the database under this connection has closed itself, if it has. */
    abstract Optional<SQLException> gone(Connection connection);

    /** A thread will not call any more. */
    abstract void leave();

    @Override
    public abstract void close();

    final Jdbi jdbi() {
        Jdbi jdbi = Jdbi.create(connections()).installPlugin(new SqlObjectPlugin());
        jdbi.registerRowMapper(Session.class, (rs, context) -> Rows.session(rs));
        jdbi.registerRowMapper(ApiToken.class, (rs, context) -> Rows.token(rs));
        jdbi.registerArrayType(Long.class, "bigint");
        jdbi.registerArrayType(String.class, "varchar");
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(failed -> "A statement failed");
        jdbi.getConfig(SqlStatements.class)
                .setIncludeBindingsInTelemetry(false)
                .setTemplateEngine((sql, context) -> sent(sql));
        return jdbi;
    }

    /** Runs statements on a bare connection. */
    static void run(Connection connection, List<String> statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
