package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ApiToken;
import dev.parley.core.port.TokenStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * API tokens in a database. When a token was last used is written lazily.
 *
 * <p>Thread-safe.
 */
final class JdbiTokenStore implements TokenStore {

    private final Database database;

    JdbiTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean insert(ApiToken token, int most) {
        long account = token.account().value();
        return database.write(handle -> {
            TokenSql sql = handle.attach(TokenSql.class);
            Revisions.hold(handle, token.account());
            boolean room = sql.count(account) < most;
            if (room) {
                sql.insert(token, account, Rows.time(token.createdAt()), Rows.time(token.expiresAt()));
            }
            return room;
        });
    }

    @Override
    public Optional<ApiToken> find(String key) {
        return database.read(handle -> handle.attach(TokenSql.class).find(key));
    }

    @Override
    public List<ApiToken> of(AccountId account) {
        return database.read(handle -> handle.attach(TokenSql.class).of(account.value()));
    }

    @Override
    public void touch(String key, Instant usedAt) {
        database.writeLazily(handle -> {
            handle.attach(TokenSql.class).touch(key, Rows.time(usedAt));
            return key;
        });
    }

    @Override
    public Optional<String> delete(AccountId account, long id) {
        return database.write(handle -> {
            TokenSql sql = handle.attach(TokenSql.class);
            Revisions.hold(handle, account);
            Optional<String> key = sql.lock(account.value(), id);
            key.ifPresent(found -> {
                sql.delete(id);
                Revisions.raise(handle, List.of(account.value()));
            });
            return key;
        });
    }
}
