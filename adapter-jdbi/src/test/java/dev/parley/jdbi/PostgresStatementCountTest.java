package dev.parley.jdbi;

class PostgresStatementCountTest implements StatementCounts {

    @Override
    public DatabaseSettings database() {
        return PostgresServer.shared().database();
    }

    /** Ids of pairs, facts, and what was decided. */
    @Override
    public int tripsOfABatch() {
        return 3;
    }
}
