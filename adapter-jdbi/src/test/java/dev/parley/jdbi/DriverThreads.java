package dev.parley.jdbi;

/** The threads by which PostgreSQL's driver connects, also those that nobody waits for any more. */
final class DriverThreads {

    private static final String NAME = "PostgreSQL JDBC driver connection thread";

    private DriverThreads() {}

    static long count() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(NAME))
                .count();
    }
}
