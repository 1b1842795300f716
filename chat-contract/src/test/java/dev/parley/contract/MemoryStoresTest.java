package dev.parley.contract;

import dev.parley.core.memory.MemoryStores;
import dev.parley.core.port.Stores;

class MemoryStoresTest
        implements JournalContract,
                AccountStoreContract,
                BlockStoreContract,
                SessionStoreContract,
                TokenStoreContract,
                ConversationReaderContract,
                MessageReaderContract,
                ArchivingContract,
                HostKeyContract,
                MarkerStoreContract,
                SeenContract,
                SettingsStoreContract,
                MaintenanceContract,
                OversightContract,
                EpochStoreContract,
                ErasureContract,
                InvitationContract,
                ReportContract {

    @Override
    public Stores open() {
        return new MemoryStores();
    }
}
