package dev.parley.jdbi;

import java.util.UUID;

class H2StatementCountTest implements StatementCounts {

    @Override
    public DatabaseSettings database() {
        return DatabaseSettings.of("jdbc:h2:mem:" + UUID.randomUUID());
    }

    @Override
    public int tripsOfABatch() {
        return 10;
    }
}
