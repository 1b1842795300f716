package dev.parley.jdbi;

import dev.parley.core.port.Stores;

class PostgresStoresTest implements StoresSuite {

    private static DatabaseSettings settings = DatabaseSettings.of("");

    @Override
    public Stores open() {
        settings = PostgresServer.shared().database();
        return JdbiStores.open(settings);
    }

    @Override
    public Stores reopen(Stores stores) {
        stores.close();
        return JdbiStores.open(settings);
    }
}
