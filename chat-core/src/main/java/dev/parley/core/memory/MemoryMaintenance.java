package dev.parley.core.memory;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.AccountKind;
import dev.parley.core.model.Page;
import dev.parley.core.port.AccountStore.Credentials;
import dev.parley.core.port.Maintenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The upkeep of what is in memory. */
final class MemoryMaintenance implements Maintenance {

    private static final Pattern CURSOR = Pattern.compile("\\d{16}");

    private final MemoryState state;

    MemoryMaintenance(MemoryState state) {
        this.state = state;
    }

    @Override
    public String settle(String name, String value) {
        synchronized (state) {
            return state.settings.computeIfAbsent(name, unknown -> value);
        }
    }

    @Override
    public Page<Account> accounts(Optional<String> cursor, int limit) {
        synchronized (state) {
            return Pages.of(
                    accounts(), account -> "%016d".formatted(account.id().value()), CURSOR, cursor, limit);
        }
    }

    @Override
    public boolean disable(AccountId account, Instant at) {
        synchronized (state) {
            state.sessions.values().removeIf(session -> session.account().equals(account));
            return disabled(account, Optional.of(at));
        }
    }

    @Override
    public boolean enable(AccountId account) {
        synchronized (state) {
            return !state.erased.contains(account) && disabled(account, Optional.empty());
        }
    }

    private boolean disabled(AccountId account, Optional<Instant> at) {
        Credentials changed = state.accounts.computeIfPresent(
                account, (id, old) -> new Credentials(old.account().withDisabledAt(at), old.passwordHash()));
        state.raise(account);
        return changed != null;
    }

    @Override
    public long othersThan(String externalIdPrefix) {
        synchronized (state) {
            return accounts()
                    .filter(account -> account.kind() != AccountKind.SYSTEM)
                    .filter(account -> !begins(account, externalIdPrefix))
                    .count();
        }
    }

    @Override
    public Purged purge(String externalIdPrefix) {
        synchronized (state) {
            Set<AccountId> chosen = accounts()
                    .filter(account -> begins(account, externalIdPrefix))
                    .map(Account::id)
                    .collect(Collectors.toSet());
            List<Room> theirs = state.rooms.values().stream()
                    .filter(room -> chosen.containsAll(room.people()))
                    .toList();
            theirs.forEach(this::forget);
            List<AccountId> gone = chosen.stream()
                    .filter(account -> state.roomsOf(account).findAny().isEmpty())
                    .toList();
            gone.forEach(this::forget);
            return new Purged(theirs.size(), gone.size(), chosen.size() - gone.size());
        }
    }

    /** Memory always answers. */
    @Override
    public void check() {}

    private Stream<Account> accounts() {
        return state.accounts.values().stream().map(Credentials::account);
    }

    private void forget(Room room) {
        state.invitations
                .values()
                .removeIf(one -> one.conversation().equals(room.row().id()));
        state.rooms.remove(room.row().id());
        state.pairs.values().remove(room.row().id());
        state.names.values().remove(room.row().id());
        state.keys.values().remove(room.row().id());
        state.reports
                .values()
                .removeIf(report -> Optional.ofNullable(state.messages.get(report.message()))
                        .filter(place -> place.conversation().equals(room.row().id()))
                        .isPresent());
        state.messages
                .values()
                .removeIf(place -> place.conversation().equals(room.row().id()));
        state.changes
                .values()
                .removeIf(place -> place.conversation().equals(room.row().id()));
    }

    private void forget(AccountId account) {
        state.accounts.remove(account);
        state.unseen.remove(account);
        state.sessions.values().removeIf(session -> session.account().equals(account));
        state.tokens.values().removeIf(token -> token.account().equals(account));
        state.forgetBlocks(account);
        state.reports.values().removeIf(report -> report.reporter().equals(account));
    }

    private static boolean begins(Account account, String prefix) {
        return account.externalId().filter(id -> id.startsWith(prefix)).isPresent();
    }
}
