package dev.parley.core.memory;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationSettings;
import dev.parley.core.model.SettingsChange;
import dev.parley.core.port.SettingsStore;
import java.util.Optional;

/** How members want to have their conversations, in memory. */
final class MemorySettings implements SettingsStore {

    private final MemoryState state;

    MemorySettings(MemoryState state) {
        this.state = state;
    }

    @Override
    public Optional<Settled> change(AccountId account, ConversationId conversation, SettingsChange change) {
        synchronized (state) {
            return state.room(account, conversation).map(room -> settled(room, account, change));
        }
    }

    private Settled settled(Room room, AccountId account, SettingsChange change) {
        ConversationSettings before = room.settings(account);
        ConversationSettings after = before.with(change);
        if (after.equals(before)) {
            return new Settled(before, 0);
        }
        long revision = state.raise(account);
        room.settle(account, after, revision);
        return new Settled(after, revision);
    }

    @Override
    public boolean sharesReading(AccountId account) {
        synchronized (state) {
            return !state.unseen.contains(account);
        }
    }

    @Override
    public void shareReading(AccountId account, boolean shared) {
        synchronized (state) {
            if (shared) {
                state.unseen.remove(account);
            } else {
                state.unseen.add(account);
            }
        }
    }
}
