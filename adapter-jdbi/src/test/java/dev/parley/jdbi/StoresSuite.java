package dev.parley.jdbi;

import dev.parley.contract.AccountStoreContract;
import dev.parley.contract.ConversationReaderContract;
import dev.parley.contract.JournalContract;
import dev.parley.contract.MaintenanceContract;
import dev.parley.contract.MarkerStoreContract;
import dev.parley.contract.MessageReaderContract;
import dev.parley.contract.SessionStoreContract;
import dev.parley.contract.TokenStoreContract;

/** Everything that stores are held to. */
interface StoresSuite
        extends JournalContract,
                AccountStoreContract,
                SessionStoreContract,
                TokenStoreContract,
                ConversationReaderContract,
                MessageReaderContract,
                MarkerStoreContract,
                MaintenanceContract {}
