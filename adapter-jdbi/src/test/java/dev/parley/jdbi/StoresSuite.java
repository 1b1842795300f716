package dev.parley.jdbi;

import dev.parley.contract.AccountStoreContract;
import dev.parley.contract.ArchivingContract;
import dev.parley.contract.BlockStoreContract;
import dev.parley.contract.ConversationReaderContract;
import dev.parley.contract.EpochStoreContract;
import dev.parley.contract.ErasureContract;
import dev.parley.contract.HostKeyContract;
import dev.parley.contract.InvitationContract;
import dev.parley.contract.JournalContract;
import dev.parley.contract.MaintenanceContract;
import dev.parley.contract.MarkerStoreContract;
import dev.parley.contract.MessageReaderContract;
import dev.parley.contract.OversightContract;
import dev.parley.contract.ReportContract;
import dev.parley.contract.SeenContract;
import dev.parley.contract.SessionStoreContract;
import dev.parley.contract.SettingsStoreContract;
import dev.parley.contract.TokenStoreContract;
import dev.parley.core.port.Stores;
import java.util.List;

/** Everything that stores are held to. Tests of one class share a database, which is emptied between them. */
interface StoresSuite
        extends JournalContract,
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

    /** All tables, those that refer to others first. */
    List<String> TABLES = List.of(
            "setting",
            "audit",
            "invitation",
            "edit",
            "mention",
            "reaction",
            "pin",
            "block",
            "report",
            "token",
            "session",
            "change",
            "message",
            "address",
            "marker",
            "member",
            "conversation",
            "account");

    @Override
    default boolean empty(Stores stores) {
        return ((JdbiStores) stores).database().write(handle -> {
            TABLES.forEach(table -> handle.execute("delete from parley_" + table));
            return true;
        });
    }
}
