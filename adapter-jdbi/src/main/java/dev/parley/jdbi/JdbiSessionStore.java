package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Session;
import dev.parley.core.port.SessionStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sessions in a database. What counts an account's sessions or ends them holds the account's row, so that two log-ins at once
 * cannot overlook each other, nor a log-in and another password. When a session was last used is written lazily.
 *
 * <p>Thread-safe.
 */
final class JdbiSessionStore implements SessionStore {

    private final Database database;

    JdbiSessionStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<List<String>> insert(Session session, Optional<String> passwordHash, int most) {
        return database.write(handle -> {
            SessionSql sql = handle.attach(SessionSql.class);
            String current = sql.lock(session.account().value()).orElse("");
            return passwordHash.filter(hash -> !hash.equals(current)).isPresent()
                    ? Optional.empty()
                    : Optional.of(insert(sql, session, most));
        });
    }

    private static List<String> insert(SessionSql sql, Session session, int most) {
        sql.insert(
                session.key(),
                session.account().value(),
                Rows.time(session.createdAt()),
                Rows.time(session.usedAt()),
                Rows.time(session.expiresAt()));
        return deleteOthers(sql, session.account(), session.key(), most - 1);
    }

    @Override
    public Optional<Session> find(String key) {
        return database.read(handle -> handle.attach(SessionSql.class).find(key));
    }

    @Override
    public void touch(String key, Instant usedAt) {
        database.writeLazily(handle -> {
            handle.attach(SessionSql.class).touch(key, Rows.time(usedAt));
            return key;
        });
    }

    @Override
    public void delete(String key) {
        database.write(handle -> {
            handle.attach(SessionSql.class).delete(key);
            return key;
        });
    }

    @Override
    public List<String> deleteOthers(AccountId account, String keptKey) {
        return database.write(handle -> {
            SessionSql sql = handle.attach(SessionSql.class);
            sql.lock(account.value());
            return deleteOthers(sql, account, keptKey, 0);
        });
    }

    private static List<String> deleteOthers(SessionSql sql, AccountId account, String keptKey, int kept) {
        List<String> surplus = sql.others(account.value(), keptKey, kept);
        if (!surplus.isEmpty()) {
            sql.delete(surplus.toArray(String[]::new));
        }
        return surplus;
    }

    @Override
    public List<String> deleteExpired(Instant now, Instant idleSince) {
        return database.writeLazily(handle -> {
            SessionSql sql = handle.attach(SessionSql.class);
            List<String> expired = sql.lockExpired(Rows.time(now), Rows.time(idleSince));
            if (!expired.isEmpty()) {
                sql.delete(expired.toArray(String[]::new));
            }
            return expired;
        });
    }
}
