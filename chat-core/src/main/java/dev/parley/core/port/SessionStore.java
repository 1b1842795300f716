package dev.parley.core.port;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps who is logged in. Whatever ends a session raises the account's revision in the same transaction.
 *
 * <p>Thread-safe.
 */
public interface SessionStore {

    /**
     * Stores a session and drops the account's longest unused ones above {@code most}, the new one never.
     *
     * @param passwordHash by which the session was earned, if by one. Where the account has another by now, nothing is
     *     stored; so no session earned by a former password is stored after {@link #deleteOthers} has ended those there were
     * @return the keys of those dropped, or nothing where nothing was stored
     */
    Optional<List<String>> insert(Session session, Optional<String> passwordHash, int most);

    /** The session, unless its account is disabled. Whether it has expired is for the caller to see. */
    Optional<Session> find(String key);

    /** Notes that it was used. */
    void touch(String key, Instant usedAt);

    /** Ends it; nothing happens where there is none. */
    void delete(String key);

    /**
     * Ends all sessions of an account but one.
     *
     * @return the keys of those ended
     */
    List<String> deleteOthers(AccountId account, String keptKey);

    /**
     * Forgets those that expired before {@code now} or were last used before {@code idleSince}.
     *
     * @return their keys
     */
    List<String> deleteExpired(Instant now, Instant idleSince);
}
