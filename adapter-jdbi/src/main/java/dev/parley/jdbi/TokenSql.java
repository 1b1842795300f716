package dev.parley.jdbi;

import dev.parley.core.model.ApiToken;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements of {@link JdbiTokenStore}. */
interface TokenSql {

    @SqlUpdate("insert into parley_token (id, key_hash, account_id, name, hint, created_at, expires_at)"
            + " values (:token.id, :token.key, :account, :token.name, :token.hint, :createdAt, :expiresAt)")
    void insert(
            @BindMethods("token") ApiToken token,
            @Bind("account") long account,
            @Bind("createdAt") OffsetDateTime createdAt,
            @Bind("expiresAt") OffsetDateTime expiresAt);

    @SqlQuery("select count(*) from parley_token where account_id = :account")
    int count(@Bind("account") long account);

    @SqlQuery("select x.* from parley_token x join parley_account a on a.id = x.account_id"
            + " where x.key_hash = :key and a.disabled_at is null")
    Optional<ApiToken> find(@Bind("key") String key);

    @SqlQuery("select * from parley_token where account_id = :account order by created_at desc, id desc")
    List<ApiToken> of(@Bind("account") long account);

    @SqlUpdate("update parley_token set used_at = :at where key_hash = :key")
    void touch(@Bind("key") String key, @Bind("at") OffsetDateTime at);

    @SqlQuery("select key_hash from parley_token where id = :id and account_id = :account for update")
    Optional<String> lock(@Bind("account") long account, @Bind("id") long id);

    @SqlUpdate("delete from parley_token where id = :id")
    void delete(@Bind("id") long id);
}
