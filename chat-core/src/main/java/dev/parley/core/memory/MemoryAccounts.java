package dev.parley.core.memory;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Page;
import dev.parley.core.model.Profile;
import dev.parley.core.model.SearchText;
import dev.parley.core.model.Username;
import dev.parley.core.port.AccountStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The accounts in memory. */
final class MemoryAccounts implements AccountStore {

    private static final Pattern NAME_CURSOR = Pattern.compile("[a-z0-9._-]{1,64}");

    private final MemoryState state;

    MemoryAccounts(MemoryState state) {
        this.state = state;
    }

    @Override
    public void insert(Account account, String passwordHash) {
        synchronized (state) {
            refuseTaken(account, MemoryAccounts::username, ErrorCode.USERNAME_TAKEN);
            if (username(account).filter(state.erasing::containsValue).isPresent()) {
                throw ChatException.of(ErrorCode.USERNAME_TAKEN);
            }
            refuseTaken(account, Account::email, ErrorCode.EMAIL_TAKEN);
            state.accounts.put(account.id(), new Credentials(account, passwordHash));
        }
    }

    @Override
    public Optional<Account> byId(AccountId id) {
        synchronized (state) {
            return state.account(id);
        }
    }

    @Override
    public Map<String, Account> byUsernames(Collection<String> foldedUsernames) {
        synchronized (state) {
            Map<String, Account> found = new HashMap<>();
            foldedUsernames.forEach(name -> accounts()
                    .filter(has(MemoryAccounts::username, name).or(erasing(name)))
                    .forEach(account -> found.put(name, account)));
            return found;
        }
    }

    @Override
    public Optional<Credentials> credentials(String foldedLogin) {
        synchronized (state) {
            return accounts()
                    .filter(has(MemoryAccounts::username, foldedLogin).or(has(Account::email, foldedLogin)))
                    .findAny()
                    .map(account -> state.accounts.get(account.id()));
        }
    }

    @Override
    public boolean replacePassword(AccountId account, String oldHash, String newHash) {
        synchronized (state) {
            boolean same = state.hasPassword(account, oldHash);
            if (same) {
                replace(account, old -> new Credentials(old.account(), newHash));
            }
            return same;
        }
    }

    @Override
    public void change(AccountId account, UnaryOperator<Profile> change) {
        replace(account, old -> {
            Profile later = change.apply(old.account().profile());
            return new Credentials(old.account().withProfile(later), old.passwordHash());
        });
    }

    @Override
    public Map<AccountId, Long> revisions(Collection<AccountId> accounts) {
        synchronized (state) {
            return accounts.stream()
                    .filter(state.accounts::containsKey)
                    .collect(Collectors.toMap(id -> id, id -> state.revisions.getOrDefault(id, 0L)));
        }
    }

    @Override
    public Page<Account> directory(String foldedQuery, Optional<String> cursor, int limit) {
        synchronized (state) {
            Stream<Account> listed =
                    accounts().filter(MemoryAccounts::listed).filter(account -> matches(account, foldedQuery));
            return Pages.of(listed, account -> username(account).orElseThrow(), NAME_CURSOR, cursor, limit);
        }
    }

    private Stream<Account> accounts() {
        return state.accounts.values().stream().map(Credentials::account);
    }

    private void replace(AccountId account, UnaryOperator<Credentials> change) {
        synchronized (state) {
            state.accounts.computeIfPresent(account, (id, old) -> change.apply(old));
            state.raise(account);
        }
    }

    private void refuseTaken(Account account, Function<Account, Optional<String>> name, ErrorCode code) {
        boolean taken =
                name.apply(account).stream().anyMatch(wanted -> accounts().anyMatch(has(name, wanted)));
        if (taken) {
            throw ChatException.of(code);
        }
    }

    private Predicate<Account> erasing(String name) {
        return account -> name.equals(state.erasing.get(account.id()));
    }

    private static Predicate<Account> has(Function<Account, Optional<String>> name, String value) {
        return account -> name.apply(account).filter(value::equals).isPresent();
    }

    private static Optional<String> username(Account account) {
        return account.username().map(Username::fold);
    }

    private static boolean listed(Account account) {
        return account.kind() != AccountKind.SYSTEM && account.username().isPresent() && !account.disabled();
    }

    private static boolean matches(Account account, String foldedQuery) {
        return username(account).orElseThrow().contains(foldedQuery)
                || SearchText.fold(account.displayName()).contains(foldedQuery);
    }
}
