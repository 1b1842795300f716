package dev.parley.core.memory;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Username;
import dev.parley.core.port.AccountStore.Credentials;
import dev.parley.core.port.ErasureStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Erases accounts in memory. */
final class MemoryErasures implements ErasureStore {

    private final MemoryState state;

    MemoryErasures(MemoryState state) {
        this.state = state;
    }

    @Override
    public boolean begin(AccountId account, Instant at) {
        synchronized (state) {
            Optional<Account> known = state.account(account);
            known.ifPresent(was -> {
                was.username().ifPresent(name -> state.erasing.put(account, Username.fold(name)));
                state.accounts.put(account, new Credentials(was.erased(at), ""));
                state.erased.add(account);
                state.sessions.values().removeIf(session -> session.account().equals(account));
                state.tokens.values().removeIf(token -> token.account().equals(account));
                state.forgetBlocks(account);
                state.reports.replaceAll(
                        (id, report) -> report.reporter().equals(account) ? report.withoutReason() : report);
                state.raise(account);
            });
            return known.isPresent();
        }
    }

    @Override
    public List<ConversationId> conversations(AccountId account, long after, int limit) {
        synchronized (state) {
            return state.rooms.values().stream()
                    .filter(room -> room.row(account).isPresent())
                    .map(room -> room.row().id())
                    .filter(id -> id.value() > after)
                    .sorted(Comparator.comparing(ConversationId::value))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public void finish(AccountId account) {
        synchronized (state) {
            state.erasing.remove(account);
        }
    }
}
