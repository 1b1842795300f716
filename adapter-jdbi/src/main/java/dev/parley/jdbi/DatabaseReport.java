package dev.parley.jdbi;

/**
 * What was found when a database was opened.
 *
 * <p>Thread-safe: immutable.
 *
 * @param location the absolute path of a file, or the URL without credentials
 * @param created whether there was nothing before
 * @param migrated whether the schema was brought up to {@code version} just now
 * @param version the version of the schema
 * @param messages how many messages there are that are not deleted
 */
public record DatabaseReport(
        String location, boolean created, boolean migrated, int version, long accounts, long messages) {

    /** All of it in one line. */
    public String line() {
        return location + ": " + found() + ", schema version " + version + (migrated && !created ? " (migrated)" : "");
    }

    private String found() {
        return created ? "new database" : count(accounts, "account") + ", " + count(messages, "message");
    }

    private static String count(long number, String noun) {
        return String.format(java.util.Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
