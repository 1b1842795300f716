package dev.parley.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.parley.core.port.EventBus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL 14 and later. A commit is durable when it returns (G1): {@code synchronous_commit} is set on our own connections,
 * {@code fsync} and {@code full_page_writes} are checked when opening. Sockets have timeouts, so that a database whose packets
 * vanish is noticed.
 */
final class PostgresBackend extends Backend {

    static final String PREFIX = "jdbc:postgresql:";

    private static final String CLOSED = "08003";
    private static final int OLDEST = 140_000;
    private static final int CONNECT_SECONDS = 2;
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final int POOL_MILLIS = 1_500;
    private static final int MAX_LANES = 4;

    /** Others can name classes to load or files to write. */
    private static final Set<String> OPTIONS = Set.of(
            "user",
            "password",
            "ssl",
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "sslpassword",
            "channelBinding",
            "gssEncMode",
            "currentSchema",
            "ApplicationName",
            "targetServerType",
            "loadBalanceHosts",
            "tcpKeepAlive",
            "prepareThreshold",
            "connectTimeout",
            "socketTimeout",
            "loginTimeout");

    /**
     * Pages are read along an index, in its order. A server that has not looked yet at a conversation of 100,000 messages expects
     * some hundred, and would fetch and sort all of them: that begins with a bitmap, and sorting what an index has in order does
     * not pay without one.
     */
    private static final String INIT =
            "select set_config('synchronous_commit', case current_setting('synchronous_commit') when 'off' then 'on'"
                    + " else current_setting('synchronous_commit') end, false),"
                    + " set_config('lock_timeout', '" + LOCK_MILLIS + "', false),"
                    + " set_config('statement_timeout', '" + STATEMENT_MILLIS + "', false),"
                    + " set_config('enable_bitmapscan', 'off', false),"
                    + " set_config('idle_in_transaction_session_timeout', '20000', false)";

    private static final String STATE =
            "select current_setting('server_version_num')::int, current_setting('server_version'),"
                    + " current_setting('server_encoding'), current_setting('fsync'), current_setting('full_page_writes')";

    /** The cluster, how often it was promoted or recovered to a point in time, and which of its databases. */
    private static final String ORIGIN = "select s.system_identifier || '/' ||"
            + " substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) || '/' || d.oid"
            + " from pg_control_system() s, pg_database d where d.datname = current_database()";

    private final DatabaseSettings settings;
    private final TirelessSource tireless;
    private final SearchIndex index;
    private final AtomicLong statements = new AtomicLong();
    private volatile @Nullable HikariDataSource pool;

    private PostgresBackend(DatabaseSettings settings, SearchIndex index) {
        this.settings = settings;
        this.index = index;
        this.tireless = described(new TirelessSource(SILENCE));
    }

    static PostgresBackend open(DatabaseSettings settings) {
        return open(settings, new PostgresSearchIndex());
    }

    /** @param index how texts are found, for a benchmark that does without */
    static PostgresBackend open(DatabaseSettings settings, SearchIndex index) {
        PostgresBackend backend = of(settings, index);
        try (Connection connection =
                        backend.described(new PromptSource(SILENCE)).getConnection();
                ResultSet state = connection.createStatement().executeQuery(STATE)) {
            state.next();
            backend.check(state);
            return backend;
        } catch (SQLException e) {
            throw backend.explained(e);
        }
    }

    /** Checked, but not reached for. */
    static PostgresBackend of(DatabaseSettings settings) {
        return of(settings, new PostgresSearchIndex());
    }

    private static PostgresBackend of(DatabaseSettings settings, SearchIndex index) {
        checkOptions(settings.url());
        return new PostgresBackend(settings, index);
    }

    private static void checkOptions(String url) {
        int start = url.indexOf('?');
        for (String option :
                start < 0 ? new String[0] : url.substring(start + 1).split("&")) {
            String name = option.split("=", 2)[0];
            if (!OPTIONS.contains(name)) {
                throw new DatabaseException("The PostgreSQL option " + name.replaceAll("[^A-Za-z0-9_]", "?")
                        + " is not allowed in the database URL.");
            }
        }
    }

    private void check(ResultSet state) throws SQLException {
        refuse(
                state.getInt(1) < OLDEST,
                "is PostgreSQL " + state.getString(2) + ". Parley needs PostgreSQL 14 or later.");
        refuse(
                !"UTF8".equals(state.getString(3)),
                "has the encoding " + state.getString(3) + ". Parley needs a database with the encoding UTF8.");
        boolean weak = !"on".equals(state.getString(4)) || !"on".equals(state.getString(5));
        refuse(
                weak && !settings.allowWeakDurability(),
                "has fsync=" + state.getString(4) + " and full_page_writes=" + state.getString(5)
                        + ": power loss would cost confirmed messages. Turn both on, or accept that with"
                        + " --allow-weak-durability.");
    }

    private void refuse(boolean wrong, String what) {
        if (wrong) {
            throw new DatabaseException(location() + " " + what);
        }
    }

    private DatabaseException explained(SQLException e) {
        String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new DatabaseException(
                switch (SqlErrors.state(e)) {
                    case "28P01", "28000" -> location() + " does not take this user and password.";
                    case "3D000" -> location() + " does not exist. Create it first: createdb -E UTF8 NAME";
                    case "53300" -> location() + " has no connection left. Raise max_connections there.";
                    case "57P03" -> location() + " is still starting.";
                    case "08001", "08004", "08006", "" -> location() + " cannot be reached. Is it running there?";
                    default -> location() + " cannot be used: " + said;
                },
                e);
    }

    private <S extends PromptSource> S described(S source) {
        try {
            source.setUrl(settings.url());
        } catch (IllegalArgumentException e) {
            throw new DatabaseException(
                    "The database URL is not one of PostgreSQL: use jdbc:postgresql://HOST:PORT/NAME.", e);
        }
        settings.user().ifPresent(source::setUser);
        settings.password().ifPresent(source::setPassword);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS + 1);
        source.setTcpKeepAlive(true);
        source.setReWriteBatchedInserts(true);
        source.setLogServerErrorDetail(false);
        source.setApplicationName("parley");
        return source;
    }

    @Override
    String location() {
        return "PostgreSQL " + settings.url().substring(PREFIX.length()).replaceAll("\\?.*|^/*|.*@", "");
    }

    @Override
    DataSource patient() {
        return described(new PromptSource(Duration.ZERO));
    }

    @Override
    Map<String, String> placeholders() {
        return Map.of("binary", "collate \"C\"");
    }

    @Override
    ConnectionFactory connections() {
        HikariDataSource opened = new HikariDataSource(configuration());
        pool = opened;
        return opened::getConnection;
    }

    private HikariConfig configuration() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("parley-db");
        config.setDataSource(tireless);
        config.setMaximumPoolSize(settings.connections());
        config.setConnectionTimeout(POOL_MILLIS);
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(INIT);
        return config;
    }

    @Override
    String update(String table, String rows, String where, String set) {
        return "update " + table + " t set " + set + " from " + rows + " where " + where;
    }

    /** Its driver sends them in one message, and the server answers them in one. */
    @Override
    boolean takesSeveralStatements() {
        return true;
    }

    /**
     * A connection keeps the plan of a statement until the server has looked again how much is in the tables, which it does once a
     * minute. A new database fills faster: a plan that looks through a whole conversation, good for hundreds of messages, takes
     * seconds for thousands. So there is a new plan whenever this process has sent twice as many statements as at the last one:
     * often while there is little, and hardly ever when there is much.
     */
    @Override
    String sent(String sql) {
        return "/* " + Long.numberOfTrailingZeros(Long.highestOneBit(statements.incrementAndGet())) + " */ " + sql;
    }

    @Override
    boolean takesBackTables() {
        return true;
    }

    @Override
    String nextIds() {
        return "select nextval('parley_id')";
    }

    @Override
    String newestOfEach(int conversations) {
        return "select m.* from unnest(:conversations) chosen (id) cross join lateral (select * from parley_message m"
                + " where m.conversation_id = chosen.id" + MessageLists.LIVE
                + " order by m.conversation_id desc, m.seq desc limit :needed) m";
    }

    @Override
    SearchIndex searchIndex() {
        return index;
    }

    @Override
    String origin(Handle handle) {
        return handle.createQuery(ORIGIN).mapTo(String.class).one();
    }

    /** Its connections are its own: a pool would take them away while they listen. */
    @Override
    EventBus bus() {
        PromptSource source = described(new PromptSource(SILENCE));
        return new PostgresEventBus(source::getConnection);
    }

    /** More than there are processors only make the batches smaller. */
    @Override
    int lanes() {
        int useful = Math.min(MAX_LANES, Runtime.getRuntime().availableProcessors());
        return Math.min(useful, settings.connections());
    }

    @Override
    <T> T reading(Supplier<T> work) {
        return work.get();
    }

    @Override
    <T> T snapshot(Handle handle, Supplier<T> work) {
        handle.begin();
        handle.execute("set transaction isolation level repeatable read, read only");
        T answer = work.get();
        handle.commit();
        return answer;
    }

    @Override
    void lookThrough(Handle handle) {
        handle.execute("set local enable_bitmapscan = on");
    }

    @Override
    void commit(Handle handle) {
        handle.commit();
    }

    @Override
    void commitLazily(Handle handle) {
        handle.commit();
    }

    @Override
    void takeTime(Handle handle) {
        handle.execute("set local statement_timeout = 0");
        handle.execute("set local lock_timeout = 0");
        try {
            handle.getConnection().setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    /** After a restart of the server, the next call gets a fresh connection instead of the next broken one. */
    @Override
    void distrustConnections() {
        HikariDataSource opened = pool;
        if (opened != null && opened.getHikariPoolMXBean() != null) {
            opened.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** A server that went away says so itself; but after that the pool says no more than that it has closed the connection. */
    @Override
    Optional<SQLException> gone(Connection connection) {
        try {
            return connection.isClosed()
                    ? Optional.of(new SQLRecoverableException("The connection was broken and is closed", CLOSED))
                    : Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    @Override
    void leave() {
        // the pool has the connections
    }

    @Override
    public void close() {
        tireless.giveUp();
        HikariDataSource opened = pool;
        if (opened != null) {
            opened.close();
        }
    }
}
