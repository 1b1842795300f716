package dev.parley.jdbi;

class PostgresStatementCountTest implements StatementCounts {

    @Override
    public DatabaseSettings database() {
        return PostgresServer.shared().database();
    }
}
