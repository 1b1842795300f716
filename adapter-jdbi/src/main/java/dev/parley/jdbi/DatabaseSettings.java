package dev.parley.jdbi;

import java.util.Locale;
import java.util.Optional;

/**
 * Which database, and how. Made by {@link #of} and changed by {@code with…}.
 *
 * <p>Thread-safe: immutable.
 *
 * @param url {@code jdbc:h2:file:…}, {@code jdbc:h2:mem:…} or {@code jdbc:postgresql:…}
 * @param allowWeakDurability whether to run on a PostgreSQL that may lose what it confirmed
 * @param connections how many calls are in the database at once
 */
public record DatabaseSettings(
        String url, Optional<String> user, Optional<String> password, boolean allowWeakDurability, int connections) {

    private static final int CONNECTIONS = 8;

    /** @throws IllegalArgumentException when there would be no connection */
    public DatabaseSettings {
        if (connections < 1) {
            throw new IllegalArgumentException("At least one connection is needed, not " + connections);
        }
    }

    public static DatabaseSettings of(String url) {
        return new DatabaseSettings(url, Optional.empty(), Optional.empty(), false, CONNECTIONS);
    }

    public DatabaseSettings withUser(String name) {
        return new DatabaseSettings(url, Optional.of(name), password, allowWeakDurability, connections);
    }

    public DatabaseSettings withPassword(String secret) {
        return new DatabaseSettings(url, user, Optional.of(secret), allowWeakDurability, connections);
    }

    /** Takes a PostgreSQL whose {@code fsync} or {@code full_page_writes} is off: power loss may cost confirmed messages. */
    public DatabaseSettings withWeakDurability(boolean allowed) {
        return new DatabaseSettings(url, user, password, allowed, connections);
    }

    public DatabaseSettings withConnections(int count) {
        return new DatabaseSettings(url, user, password, allowWeakDurability, count);
    }

    /** Whether everything is forgotten when the program ends. */
    public boolean inMemory() {
        return url.toLowerCase(Locale.ROOT).startsWith(H2Url.PREFIX + "mem:");
    }

    /** Without the password, and without what the URL may hold of it. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + url.replaceAll("[?;].*", "") + "]";
    }
}
