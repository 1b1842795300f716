package dev.parley.jdbi;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Session;
import dev.parley.core.port.SessionStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

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
            Revisions.hold(handle, session.account());
            String current = handle.attach(SessionSql.class)
                    .passwordHash(session.account().value())
                    .orElse("");
            return passwordHash.filter(hash -> !hash.equals(current)).isPresent()
                    ? Optional.empty()
                    : Optional.of(insert(handle, session, most));
        });
    }

    private static List<String> insert(Handle handle, Session session, int most) {
        handle.attach(SessionSql.class)
                .insert(
                        session.key(),
                        session.account().value(),
                        Rows.time(session.createdAt()),
                        Rows.time(session.usedAt()),
                        Rows.time(session.expiresAt()));
        return deleteOthers(handle, session.account(), session.key(), most - 1);
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
            SessionSql sql = handle.attach(SessionSql.class);
            sql.account(key).ifPresent(account -> {
                Revisions.raise(handle, List.of(account));
                sql.delete(key);
            });
            return key;
        });
    }

    @Override
    public List<String> deleteOthers(AccountId account, String keptKey) {
        return database.write(handle -> {
            Revisions.hold(handle, account);
            return deleteOthers(handle, account, keptKey, 0);
        });
    }

    private static List<String> deleteOthers(Handle handle, AccountId account, String keptKey, int kept) {
        SessionSql sql = handle.attach(SessionSql.class);
        List<String> surplus = sql.others(account.value(), keptKey, kept);
        if (!surplus.isEmpty()) {
            sql.delete(surplus.toArray(String[]::new));
            Revisions.raise(handle, List.of(account.value()));
        }
        return surplus;
    }

    @Override
    public List<String> deleteExpired(Instant now, Instant idleSince) {
        return database.writeLazily(handle -> {
            SessionSql sql = handle.attach(SessionSql.class);
            Set<Long> accounts = Set.copyOf(sql.accountsOfExpired(Rows.time(now), Rows.time(idleSince)));
            Revisions.raise(handle, accounts);
            List<String> expired = sql.lockExpired(Rows.time(now), Rows.time(idleSince), accounts.toArray(Long[]::new));
            if (!expired.isEmpty()) {
                sql.delete(expired.toArray(String[]::new));
            }
            return expired;
        });
    }
}
