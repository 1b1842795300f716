package dev.parley.jdbi;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An H2 URL that was read by us and is built anew. H2 takes settings in a URL that run statements or open ports, so only
 * harmless ones are let through.
 *
 * @param file absent for a database in memory
 */
record H2Url(Optional<Path> file, String name, List<String> options) {

    static final String PREFIX = "jdbc:h2:";

    /** Fixed by us, so at best repeated by others. MODE and the two after it make H2 behave like PostgreSQL. */
    private static final Map<String, String> FIXED = Map.of(
            "MODE", "PostgreSQL",
            "DATABASE_TO_LOWER", "TRUE",
            "DEFAULT_NULL_ORDERING", "HIGH",
            "DB_CLOSE_ON_EXIT", "FALSE",
            "RETENTION_TIME", "5000");

    /**
     * Ours as well: how long to wait for a row, no error log beside the database, which would quote content, and no compacting but
     * our own ({@link H2Compaction}).
     */
    private static final String OURS =
            ";LOCK_TIMEOUT=" + Backend.LOCK_MILLIS + ";TRACE_LEVEL_FILE=0;AUTO_COMPACT_FILL_RATE=0";

    private static final List<String> FREE = List.of("CACHE_SIZE", "DB_CLOSE_DELAY");

    /** @throws DatabaseException for every other kind of H2 database, and for options that are not let through */
    static H2Url of(String url) {
        String[] parts = url.substring(PREFIX.length()).split(";", -1);
        List<String> options = List.of(parts).subList(1, parts.length).stream()
                .filter(option -> !option.isBlank())
                .toList();
        options.forEach(H2Url::check);
        List<String> free =
                options.stream().filter(option -> FREE.contains(name(option))).toList();
        return parts[0].startsWith("mem:") ? memory(parts[0], free) : file(parts[0], free);
    }

    private static H2Url memory(String location, List<String> options) {
        String name = location.substring("mem:".length());
        if (!name.matches("[A-Za-z0-9_-]*")) {
            throw new DatabaseException("The name of an H2 database in memory has letters, digits, _ and - only.");
        }
        return new H2Url(Optional.empty(), name, options);
    }

    private static H2Url file(String location, List<String> options) {
        boolean named = location.startsWith("file:");
        boolean path = location.startsWith(".") || location.startsWith("/") || location.startsWith("~");
        if (!named && !path || location.equals("file:")) {
            throw new DatabaseException("Unsupported H2 URL: use jdbc:h2:file:PATH or jdbc:h2:mem:NAME.");
        }
        return new H2Url(Optional.of(absolute(named ? location.substring("file:".length()) : location)), "", options);
    }

    private static Path absolute(String path) {
        String expanded = path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
        return Path.of(expanded).toAbsolutePath().normalize();
    }

    private static void check(String option) {
        String name = name(option);
        String value = option.substring(Math.min(option.length(), name.length() + 1));
        boolean repeated = FIXED.containsKey(name) && FIXED.get(name).equalsIgnoreCase(value);
        boolean free = FREE.contains(name) && value.matches("-?[A-Za-z0-9]+");
        if (!repeated && !free) {
            throw new DatabaseException("The H2 option " + name.replaceAll("[^A-Z0-9_]", "?")
                    + " is not allowed in the database URL; allowed are " + String.join(", ", FREE) + ".");
        }
    }

    private static String name(String option) {
        return option.split("=", 2)[0].strip().toUpperCase(Locale.ROOT);
    }

    /** What H2 is given. */
    String jdbc() {
        StringBuilder url = new StringBuilder(PREFIX)
                .append(file.map(path -> "file:" + path).orElse("mem:" + name))
                .append(OURS);
        FIXED.forEach((key, value) -> url.append(';').append(key).append('=').append(value));
        options.forEach(option -> url.append(';').append(option));
        return url.toString();
    }

    /** The file that H2 makes of the path. */
    Optional<Path> databaseFile() {
        return file.map(path -> path.resolveSibling(path.getFileName() + ".mv.db"));
    }

    String location() {
        return databaseFile().map(path -> "H2 file " + path).orElse("H2 in memory " + name);
    }
}
