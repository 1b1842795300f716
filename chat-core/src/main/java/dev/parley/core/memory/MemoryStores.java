package dev.parley.core.memory;

import dev.parley.core.port.AccountStore;
import dev.parley.core.port.BlockStore;
import dev.parley.core.port.ConversationReader;
import dev.parley.core.port.EpochStore;
import dev.parley.core.port.ErasureStore;
import dev.parley.core.port.EventBus;
import dev.parley.core.port.InvitationStore;
import dev.parley.core.port.Journal;
import dev.parley.core.port.Maintenance;
import dev.parley.core.port.MarkerStore;
import dev.parley.core.port.MessageReader;
import dev.parley.core.port.Oversight;
import dev.parley.core.port.ReportStore;
import dev.parley.core.port.SessionStore;
import dev.parley.core.port.SettingsStore;
import dev.parley.core.port.Stores;
import dev.parley.core.port.TokenStore;

/**
 * Stores that keep everything in memory and forget it with the process. They keep every promise of the ports but durability
 * (G1), and never are out of reach. Searching and listing look at every message, so they are for tests, demonstrations and
 * chats that may be lost.
 *
 * <p>Thread-safe: one lock, held for each call.
 */
public final class MemoryStores implements Stores {

    private final MemoryState state = new MemoryState();
    private final EventBus bus = new MemoryEventBus();

    @Override
    public Journal journal() {
        return new MemoryJournal(state);
    }

    @Override
    public AccountStore accounts() {
        return new MemoryAccounts(state);
    }

    @Override
    public BlockStore blocks() {
        return new MemoryBlocks(state);
    }

    @Override
    public SessionStore sessions() {
        return new MemorySessions(state);
    }

    @Override
    public TokenStore tokens() {
        return new MemoryTokens(state);
    }

    @Override
    public ConversationReader conversations() {
        return new MemoryConversations(state);
    }

    @Override
    public MessageReader messages() {
        return new MemoryMessages(state);
    }

    @Override
    public MarkerStore markers() {
        return new MemoryMarkers(state);
    }

    @Override
    public SettingsStore settings() {
        return new MemorySettings(state);
    }

    @Override
    public Maintenance maintenance() {
        return new MemoryMaintenance(state);
    }

    @Override
    public Oversight oversight() {
        return new MemoryOversight(state);
    }

    @Override
    public ErasureStore erasures() {
        return new MemoryErasures(state);
    }

    @Override
    public ReportStore reports() {
        return new MemoryReports(state);
    }

    @Override
    public InvitationStore invitations() {
        return new MemoryInvitations(state);
    }

    @Override
    public EpochStore epochs() {
        return new MemoryEpoch(state);
    }

    @Override
    public EventBus bus() {
        return bus;
    }

    /** Has nothing to let go of: several chats may share it. */
    @Override
    public void close() {}
}
