package dev.parley.jdbi;

import dev.parley.contract.ProcessesContract;
import dev.parley.core.port.Stores;

class PostgresProcessesTest implements ProcessesContract {

    private final DatabaseSettings settings = PostgresServer.shared().database();

    @Override
    public Stores open() {
        return JdbiStores.open(settings);
    }
}
