package dev.parley.jdbi;

import java.util.UUID;

class H2JournalTroublesTest implements JournalTroubles {

    @Override
    public DatabaseSettings database() {
        return DatabaseSettings.of("jdbc:h2:mem:" + UUID.randomUUID());
    }
}
