package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Session;
import dev.parley.core.port.SessionStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Sessions in a database. What counts an account's sessions or ends them holds the account's row, so that two log-ins at once
 * cannot overlook each other. When a session was last used is written lazily.
 *
 * <p>Thread-safe.
 */
final class JdbiSessionStore implements SessionStore {

    private static final String INSERT =
            "insert into parley_session (key_hash, account_id, created_at, used_at, expires_at)"
                    + " values (:key, :account, :created_at, :used_at, :expires_at)";

    private static final String SURPLUS = "select key_hash from parley_session where account_id = :account"
            + " and key_hash <> :key order by used_at desc, created_at desc, key_hash offset :kept rows";

    private static final String FIND = "select x.* from parley_session x join parley_account a on a.id = x.account_id"
            + " where x.key_hash = :key and a.disabled_at is null";

    private final Database database;

    JdbiSessionStore(Database database) {
        this.database = database;
    }

    @Override
    public List<String> insert(Session session, int most) {
        return database.write(handle -> {
            lock(handle, session.account());
            handle.createUpdate(INSERT)
                    .bind("key", session.key())
                    .bind("account", session.account().value())
                    .bind("created_at", Rows.time(session.createdAt()))
                    .bind("used_at", Rows.time(session.usedAt()))
                    .bind("expires_at", Rows.time(session.expiresAt()))
                    .execute();
            List<String> surplus = handle.createQuery(SURPLUS)
                    .bind("account", session.account().value())
                    .bind("key", session.key())
                    .bind("kept", most - 1)
                    .mapTo(String.class)
                    .list();
            return deleted(handle, surplus);
        });
    }

    private static void lock(Handle handle, AccountId account) {
        handle.createQuery("select id from parley_account where id = :id for update")
                .bind("id", account.value())
                .mapTo(Long.class)
                .findOne();
    }

    private static List<String> deleted(Handle handle, List<String> keys) {
        if (!keys.isEmpty()) {
            handle.createUpdate("delete from parley_session where key_hash = any(:keys)")
                    .bindArray("keys", String.class, keys)
                    .execute();
        }
        return keys;
    }

    @Override
    public Optional<Session> find(String key) {
        return database.read(handle -> handle.createQuery(FIND)
                .bind("key", key)
                .map((rs, context) -> Rows.session(rs))
                .findOne());
    }

    @Override
    public void touch(String key, Instant usedAt) {
        database.writeLazily(
                handle -> handle.createUpdate("update parley_session set used_at = :at where key_hash = :key")
                        .bind("at", Rows.time(usedAt))
                        .bind("key", key)
                        .execute());
    }

    @Override
    public void delete(String key) {
        database.write(handle -> handle.createUpdate("delete from parley_session where key_hash = :key")
                .bind("key", key)
                .execute());
    }

    @Override
    public List<String> deleteOthers(AccountId account, String keptKey) {
        return database.write(handle -> {
            lock(handle, account);
            List<String> others = handle.createQuery(
                            "select key_hash from parley_session where account_id = :account and key_hash <> :kept")
                    .bind("account", account.value())
                    .bind("kept", keptKey)
                    .mapTo(String.class)
                    .list();
            return deleted(handle, others);
        });
    }

    @Override
    public void deleteExpired(Instant now, Instant idleSince) {
        database.writeLazily(
                handle -> handle.createUpdate("delete from parley_session where expires_at < :now or used_at < :idle")
                        .bind("now", Rows.time(now))
                        .bind("idle", Rows.time(idleSince))
                        .execute());
    }
}
