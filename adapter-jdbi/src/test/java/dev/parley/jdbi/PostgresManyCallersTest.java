package dev.parley.jdbi;

class PostgresManyCallersTest extends ManyCallersSuite {

    @Override
    DatabaseSettings database() {
        return PostgresServer.shared().database();
    }
}
