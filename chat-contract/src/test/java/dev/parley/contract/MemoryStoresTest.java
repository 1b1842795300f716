package dev.parley.contract;

import dev.parley.core.memory.MemoryStores;
import dev.parley.core.port.Stores;

class MemoryStoresTest
        implements JournalContract,
                AccountStoreContract,
                SessionStoreContract,
                TokenStoreContract,
                ConversationReaderContract,
                MessageReaderContract,
                ArchiveContract,
                HostKeyContract,
                MarkerStoreContract,
                SeenContract,
                SettingsStoreContract,
                MaintenanceContract,
                EpochStoreContract {

    @Override
    public Stores open() {
        return new MemoryStores();
    }
}
