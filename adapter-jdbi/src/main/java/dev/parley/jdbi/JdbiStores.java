package dev.parley.jdbi;

import dev.parley.core.port.AccountStore;
import dev.parley.core.port.BlockStore;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.EpochStore;
import dev.parley.core.port.ErasureStore;
import dev.parley.core.port.EventBus;
import dev.parley.core.port.InvitationStore;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Maintenance;
import dev.parley.core.port.MarkerStore;
import dev.parley.core.port.MessageReader;
import dev.parley.core.port.Oversight;
import dev.parley.core.port.ReportStore;
import dev.parley.core.port.SessionStore;
import dev.parley.core.port.SettingsStore;
import dev.parley.core.port.Stores;
import dev.parley.core.port.TokenStore;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Everything kept in a relational database: H2, embedded, or PostgreSQL.
 *
 * <p>Opening brings the schema up to date. A message that was committed, an account, a password, a session and a token survive
 * power loss (G1); read markers and the times of last use are written a moment later on H2 and may fall back by that moment.
 *
 * <p>Thread-safe; callers may be interrupted without harm to the database.
 */
public final class JdbiStores implements Stores {

    private final Database database;
    private final EventBus bus;
    private final Migrations.Result migrations;

    private JdbiStores(Opened opened, int connections) {
        this.database = new Database(opened.backend(), connections);
        this.bus = opened.backend().bus();
        this.migrations = opened.migrations();
    }

    /** @throws DatabaseException when the database cannot be used; its message says what to do */
    public static JdbiStores open(String url) {
        return open(DatabaseSettings.of(url));
    }

    /** @throws DatabaseException when the database cannot be used; its message says what to do */
    public static JdbiStores open(DatabaseSettings settings) {
        return open(() -> backend(settings), settings.connections());
    }

    /** For tests of this package, whose database fails on command. */
    static JdbiStores open(Supplier<Backend> backend, int connections) {
        return new JdbiStores(OwnThread.run(() -> opened(backend.get())), connections);
    }

    /**
     * Brings the schema up to date and no more.
     *
     * @throws DatabaseException when the database cannot be used; its message says what to do
     */
    public static DatabaseReport migrate(DatabaseSettings settings) {
        try (JdbiStores stores = open(settings.withConnections(1))) {
            return stores.describe();
        }
    }

    /**
     * Looks at settings without touching a database.
     *
     * @throws DatabaseException for a URL that names no database of ours, or sets what it may not
     */
    public static void check(DatabaseSettings settings) {
        String url = settings.url().toLowerCase(Locale.ROOT);
        if (url.startsWith(H2Url.PREFIX)) {
            H2Url.of(settings.url());
        } else if (url.startsWith(PostgresBackend.PREFIX)) {
            PostgresBackend.of(settings);
        } else {
            throw unsupported();
        }
    }

    private record Opened(Backend backend, Migrations.Result migrations) {}

    private static Opened opened(Backend backend) {
        try {
            return new Opened(backend, new Migrations(backend).run());
        } catch (RuntimeException failed) {
            backend.close();
            throw failed;
        }
    }

    private static Backend backend(DatabaseSettings settings) {
        String url = settings.url().toLowerCase(Locale.ROOT);
        if (url.startsWith(H2Url.PREFIX)) {
            return H2Backend.open(settings);
        }
        if (url.startsWith(PostgresBackend.PREFIX)) {
            return PostgresBackend.open(settings);
        }
        throw unsupported();
    }

    private static DatabaseException unsupported() {
        return new DatabaseException("Unsupported database URL: use jdbc:h2:file:PATH, jdbc:h2:mem:NAME or"
                + " jdbc:postgresql://HOST:PORT/NAME.");
    }

    /** What was found when it was opened, and how much is in it now. */
    public DatabaseReport describe() {
        boolean migrated = migrations.before() != migrations.after();
        return database.writeAtLeisure(handle -> handle.createQuery(
                        "select (select count(*) from parley_account) accounts,"
                                + " (select coalesce(sum(live_count), 0) from parley_conversation) messages")
                .map((rs, context) -> new DatabaseReport(
                        database.backend().location(),
                        migrations.before() == 0,
                        migrated,
                        migrations.after(),
                        rs.getLong("accounts"),
                        rs.getLong("messages")))
                .one());
    }

    /** For tests of this package. */
    Database database() {
        return database;
    }

    @Override
    public Journal journal() {
        return new JdbiJournal(database);
    }

    @Override
    public AccountStore accounts() {
        return new JdbiAccountStore(database);
    }

    @Override
    public BlockStore blocks() {
        return new JdbiBlockStore(database);
    }

    @Override
    public SessionStore sessions() {
        return new JdbiSessionStore(database);
    }

    @Override
    public TokenStore tokens() {
        return new JdbiTokenStore(database);
    }

    @Override
    public ConversationReader conversations() {
        return new JdbiConversationReader(database);
    }

    @Override
    public MessageReader messages() {
        return new JdbiMessageReader(database);
    }

    @Override
    public MarkerStore markers() {
        return new JdbiMarkerStore(database);
    }

    @Override
    public SettingsStore settings() {
        return new JdbiSettingsStore(database);
    }

    @Override
    public Maintenance maintenance() {
        return new JdbiMaintenance(database);
    }

    @Override
    public Oversight oversight() {
        return new JdbiOversight(database);
    }

    @Override
    public ErasureStore erasures() {
        return new JdbiErasureStore(database);
    }

    @Override
    public ReportStore reports() {
        return new JdbiReportStore(database);
    }

    @Override
    public InvitationStore invitations() {
        return new JdbiInvitationStore(database);
    }

    @Override
    public EpochStore epochs() {
        return new JdbiEpochStore(database);
    }

    /** On PostgreSQL {@code LISTEN} and {@code NOTIFY}. H2 belongs to one process. */
    @Override
    public EventBus bus() {
        return bus;
    }

    /** Lets what runs finish; what waits gets {@code UNAVAILABLE}. */
    @Override
    public void close() {
        bus.close();
        database.close();
    }
}
