package dev.parley.core.port;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Page;
import dev.parley.core.model.Profile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps accounts and their password hashes.
 *
 * <p>Thread-safe.
 */
public interface AccountStore {

    /** An account with the hash of its password, which is empty where it has none. */
    record Credentials(Account account, String passwordHash) {}

    /**
     * Stores a new account.
     *
     * @throws dev.parley.core.model.ChatException {@code USERNAME_TAKEN} or {@code EMAIL_TAKEN}, also under concurrent calls;
     *     nothing is stored then
     */
    void insert(Account account, String passwordHash);

    Optional<Account> byId(AccountId id);

    /** Whoever bears one of these names, by it; names that nobody bears are missing. */
    Map<String, Account> byUsernames(Collection<String> foldedUsernames);

    default Optional<Account> byUsername(String foldedUsername) {
        return Optional.ofNullable(byUsernames(List.of(foldedUsername)).get(foldedUsername));
    }

    /** What to check a log-in against, by folded username or folded e-mail address. */
    Optional<Credentials> credentials(String foldedLogin);

    /**
     * Puts another hash, with a higher revision of the account, in the place of one that was looked at before, both of them empty for none.
     *
     * @return whether it was still there; otherwise nothing has changed
     */
    boolean replacePassword(AccountId account, String oldHash, String newHash);

    /**
     * Has it show something else of itself, with a higher revision. Nothing happens where there is no such account.
     *
     * @param change of what it shows now, whoever else changes it at the same time; may be asked again
     */
    void change(AccountId account, UnaryOperator<Profile> change);

    /**
     * How often something has changed that concerns each of these accounts alone: what it is told of, where it is a member, how
     * far it has read, whether its sessions and tokens hold. It only goes up, in the transaction that changes it. Nothing for
     * accounts that do not exist.
     */
    Map<AccountId, Long> revisions(Collection<AccountId> accounts);

    /**
     * People and bots with a username who are not disabled, by folded username, whose folded username or display name
     * contains the query.
     *
     * @param foldedQuery in the form of {@link dev.parley.core.model.SearchText#fold}; empty for all
     */
    Page<Account> directory(String foldedQuery, Optional<String> cursor, int limit);
}
