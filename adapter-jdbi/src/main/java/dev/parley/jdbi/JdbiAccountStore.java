package dev.parley.jdbi;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Page;
import dev.parley.core.model.Profile;
import dev.parley.core.model.SearchText;
import dev.parley.core.model.Username;
import dev.parley.core.port.AccountStore;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Update;

/**
 * Accounts in a database. Unique constraints decide who was first, whoever else registers at the same time.
 *
 * <p>Thread-safe.
 */
final class JdbiAccountStore implements AccountStore {

    private static final String INSERT =
            "insert into parley_account (id, kind, external_id, username, username_key, email,"
                    + " display_name, search, about, colour, admin, password_hash, created_at, disabled_at)"
                    + " values (:id, :kind, :external_id, :username, :username_key, :email,"
                    + " :display_name, :search, :about, :colour, :admin, :password_hash, :created_at, :disabled_at)";

    private static final String BY_USERNAMES =
            "select a.username_key, " + Rows.ACCOUNT + " from parley_account a where a.username_key = any(:usernames)";

    private static final String SELECT = "select " + Rows.ACCOUNT + " from parley_account a ";

    private static final String SHOW = "update parley_account set display_name = :display_name, search = :search,"
            + " about = :about, colour = :colour where id = :id and erased_at is null";

    private static final String CREDENTIALS = "select " + Rows.ACCOUNT + ", a.password_hash from parley_account a"
            + " where a.id in (select id from parley_account where username_key = :login"
            + " union all select id from parley_account where email = :login)";

    private static final String DIRECTORY = SELECT
            + "where a.username_key > :after and a.kind in ('PERSON', 'BOT') and a.disabled_at is null"
            + " and (a.username_key like :pattern escape '!' or a.search like :pattern escape '!')"
            + " order by a.username_key limit :limit";

    private static final String REPLACE_PASSWORD =
            "update parley_account set password_hash = :new, revision = revision + 1 where id = :id and coalesce(password_hash, '') = :old";

    /** Many at once: H2 would look through the whole array for each row that an {@code any} has found. */
    private static final String REVISIONS =
            "select a.id, a.revision from unnest(:accounts) w(id) join parley_account a on a.id = w.id";

    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");

    private final Database database;

    JdbiAccountStore(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Account account, String passwordHash) {
        try {
            database.write(handle -> inserted(handle, account, passwordHash));
        } catch (JdbiException e) {
            throw taken(e);
        }
    }

    private static RuntimeException taken(JdbiException e) {
        if (SqlErrors.duplicate(e, "parley_account_username_unique")) {
            return ChatException.of(ErrorCode.USERNAME_TAKEN);
        }
        return SqlErrors.duplicate(e, "parley_account_email_unique") ? ChatException.of(ErrorCode.EMAIL_TAKEN) : e;
    }

    private static int inserted(Handle handle, Account account, String passwordHash) {
        return shown(handle.createUpdate(INSERT), account.profile())
                .bind("id", account.id().value())
                .bind("kind", account.kind().name())
                .bindByType("external_id", account.externalId().orElse(null), String.class)
                .bindByType("username", account.username().orElse(null), String.class)
                .bindByType(
                        "username_key", account.username().map(Username::fold).orElse(null), String.class)
                .bindByType("email", account.email().orElse(null), String.class)
                .bind("admin", account.admin())
                .bindByType("password_hash", passwordHash.isEmpty() ? null : passwordHash, String.class)
                .bind("created_at", Rows.time(account.createdAt()))
                .bindByType("disabled_at", account.disabledAt().map(Rows::time).orElse(null), OffsetDateTime.class)
                .execute();
    }

    @Override
    public Optional<Account> byId(AccountId id) {
        return database.read(handle -> find(handle, id));
    }

    private static Optional<Account> find(Handle handle, AccountId id) {
        return handle.createQuery(SELECT + "where a.id = :id")
                .bind("id", id.value())
                .map((rs, context) -> Rows.account(rs))
                .findOne();
    }

    @Override
    public Map<String, Account> byUsernames(Collection<String> foldedUsernames) {
        return database.read(handle -> handle
                .createQuery(BY_USERNAMES)
                .bindArray("usernames", String.class, List.copyOf(foldedUsernames))
                .map((rs, context) -> Map.entry(rs.getString("username_key"), Rows.account(rs)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Optional<Credentials> credentials(String foldedLogin) {
        return database.read(handle -> handle.createQuery(CREDENTIALS)
                .bind("login", foldedLogin)
                .map((rs, context) -> new Credentials(
                        Rows.account(rs), Rows.text(rs, "password_hash").orElse("")))
                .findFirst());
    }

    @Override
    public boolean replacePassword(AccountId account, String oldHash, String newHash) {
        return database.write(handle -> handle.createUpdate(REPLACE_PASSWORD)
                        .bind("id", account.value())
                        .bind("old", oldHash)
                        .bindByType("new", newHash.isEmpty() ? null : newHash, String.class)
                        .execute()
                == 1);
    }

    @Override
    public void change(AccountId account, UnaryOperator<Profile> change) {
        database.write(handle -> {
            Revisions.raise(handle, List.of(account.value()));
            return find(handle, account)
                    .map(now -> shown(handle.createUpdate(SHOW), change.apply(now.profile()))
                            .bind("id", account.value())
                            .execute())
                    .orElse(0);
        });
    }

    private static Update shown(Update sql, Profile profile) {
        return sql.bind("display_name", profile.displayName())
                .bind("search", SearchText.fold(profile.displayName()))
                .bindByType("about", profile.about().orElse(null), String.class)
                .bindByType("colour", profile.colour().map(Enum::name).orElse(null), String.class);
    }

    @Override
    public Map<AccountId, Long> revisions(Collection<AccountId> accounts) {
        List<Long> ids = accounts.stream().map(AccountId::value).distinct().toList();
        return database.read(handle -> handle.createQuery(REVISIONS)
                .bindArray("accounts", Long.class, ids)
                .map((rs, context) -> Map.entry(new AccountId(rs.getLong("id")), rs.getLong("revision")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Page<Account> directory(String foldedQuery, Optional<String> cursor, int limit) {
        String after = cursor.map(word -> Pages.checked(word, NAME)).orElse("");
        List<Account> found = database.read(handle -> handle.createQuery(DIRECTORY)
                .bind("after", after)
                .bind("pattern", Patterns.containing(foldedQuery))
                .bind("limit", limit + 1)
                .map((rs, context) -> Rows.account(rs))
                .list());
        return Pages.of(
                found, limit, last -> last.username().map(Username::fold).orElse(""));
    }
}
