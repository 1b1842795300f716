package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ApiToken;
import dev.parley.core.port.TokenStore;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * API tokens in a database. When a token was last used is written lazily.
 *
 * <p>Thread-safe.
 */
final class JdbiTokenStore implements TokenStore {

    private static final String INSERT = "insert into parley_token (id, key_hash, account_id, name, hint, created_at,"
            + " expires_at, used_at) values (:id, :key, :account, :name, :hint, :created_at, :expires_at, :used_at)";

    private static final String FIND = "select x.* from parley_token x join parley_account a on a.id = x.account_id"
            + " where x.key_hash = :key and a.disabled_at is null";

    private final Database database;

    JdbiTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public void insert(ApiToken token) {
        database.write(handle -> handle.createUpdate(INSERT)
                .bind("id", token.id())
                .bind("key", token.key())
                .bind("account", token.account().value())
                .bind("name", token.name())
                .bind("hint", token.hint())
                .bind("created_at", Rows.time(token.createdAt()))
                .bind("expires_at", Rows.time(token.expiresAt()))
                .bindByType("used_at", token.usedAt().map(Rows::time).orElse(null), OffsetDateTime.class)
                .execute());
    }

    @Override
    public Optional<ApiToken> find(String key) {
        return database.read(handle -> handle.createQuery(FIND)
                .bind("key", key)
                .map((rs, context) -> Rows.token(rs))
                .findOne());
    }

    @Override
    public List<ApiToken> of(AccountId account) {
        return database.read(handle -> handle.createQuery(
                        "select * from parley_token where account_id = :account order by created_at desc, id desc")
                .bind("account", account.value())
                .map((rs, context) -> Rows.token(rs))
                .list());
    }

    @Override
    public void touch(String key, Instant usedAt) {
        database.writeLazily(
                handle -> handle.createUpdate("update parley_token set used_at = :at where key_hash = :key")
                        .bind("at", Rows.time(usedAt))
                        .bind("key", key)
                        .execute());
    }

    @Override
    public Optional<String> delete(AccountId account, long id) {
        return database.write(handle -> deleted(handle, account, id));
    }

    private static Optional<String> deleted(Handle handle, AccountId account, long id) {
        Optional<String> key = handle.createQuery(
                        "select key_hash from parley_token where id = :id and account_id = :account for update")
                .bind("id", id)
                .bind("account", account.value())
                .mapTo(String.class)
                .findOne();
        key.ifPresent(found -> handle.createUpdate("delete from parley_token where id = :id")
                .bind("id", id)
                .execute());
        return key;
    }
}
