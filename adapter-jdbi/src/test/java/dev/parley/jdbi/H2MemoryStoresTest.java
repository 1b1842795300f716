package dev.parley.jdbi;

import dev.parley.core.port.Stores;
import java.util.UUID;

class H2MemoryStoresTest implements StoresSuite {

    @Override
    public Stores open() {
        return JdbiStores.open("jdbc:h2:mem:" + UUID.randomUUID());
    }
}
