package dev.parley.core.port;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ApiToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the API tokens, by hash.
 *
 * <p>Thread-safe.
 */
public interface TokenStore {

    /**
     * Stores a token, unless its account has {@code most} already, also under concurrent calls.
     *
     * @return whether it was stored
     */
    boolean insert(ApiToken token, int most);

    /** The token, unless its account is disabled. Whether it has expired is for the caller to see. */
    Optional<ApiToken> find(String key);

    /** All of an account, newest first. */
    List<ApiToken> of(AccountId account);

    /** Notes that it was used. */
    void touch(String key, Instant usedAt);

    /**
     * Revokes a token of this account, and raises the account's revision with it.
     *
     * @return its key, or nothing where the account has no such token
     */
    Optional<String> delete(AccountId account, long id);
}
