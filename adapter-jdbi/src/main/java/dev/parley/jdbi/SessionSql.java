package dev.parley.jdbi;

import dev.parley.core.model.Session;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements of {@link JdbiSessionStore}. */
interface SessionSql {

    @SqlUpdate("insert into parley_session (key_hash, account_id, created_at, used_at, expires_at)"
            + " values (:key, :account, :createdAt, :usedAt, :expiresAt)")
    void insert(
            @Bind("key") String key,
            @Bind("account") long account,
            @Bind("createdAt") OffsetDateTime createdAt,
            @Bind("usedAt") OffsetDateTime usedAt,
            @Bind("expiresAt") OffsetDateTime expiresAt);

    /** The hash of the account's password, empty where it has none. */
    @SqlQuery("select coalesce(password_hash, '') from parley_account where id = :account")
    Optional<String> passwordHash(@Bind("account") long account);

    /** Those beyond so many, apart from one; the longest unused last. */
    @SqlQuery("select key_hash from parley_session where account_id = :account and key_hash <> :key"
            + " order by used_at desc, created_at desc, key_hash offset :kept rows")
    List<String> others(@Bind("account") long account, @Bind("key") String key, @Bind("kept") int kept);

    @SqlQuery("select x.* from parley_session x join parley_account a on a.id = x.account_id"
            + " where x.key_hash = :key and a.disabled_at is null")
    Optional<Session> find(@Bind("key") String key);

    @SqlUpdate("update parley_session set used_at = :at where key_hash = :key")
    void touch(@Bind("key") String key, @Bind("at") OffsetDateTime at);

    @SqlUpdate("delete from parley_session where key_hash = any(:keys)")
    void delete(@Bind("keys") String... keys);

    @SqlQuery("select account_id from parley_session where key_hash = :key")
    Optional<Long> account(@Bind("key") String key);

    @SqlQuery("select account_id from parley_session where expires_at < :now or used_at < :idle")
    List<Long> accountsOfExpired(@Bind("now") OffsetDateTime now, @Bind("idle") OffsetDateTime idle);

    @SqlQuery("select key_hash from parley_session where (expires_at < :now or used_at < :idle)"
            + " and account_id = any(:accounts) for update")
    List<String> lockExpired(
            @Bind("now") OffsetDateTime now, @Bind("idle") OffsetDateTime idle, @Bind("accounts") Long... accounts);
}
