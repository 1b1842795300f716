package dev.parley.cli.launch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set. Each has one word: {@code --word} as a flag, {@code PARLEY_WORD} in the environment, {@code word}
 * in a file.
 *
 * <p>Thread-safe: immutable.
 */
public enum Setting {
    HOST("NAME", "127.0.0.1", "Where to listen: a name or an address; 0.0.0.0 for every network of this machine."),
    PORT("NUMBER", "8080", "The port to listen on; 0 for any free one."),
    PUBLIC_URL("URL", null, "How browsers reach this server, where that is not http://HOST:PORT/."),
    TRUSTED_PROXIES(
            "ADDRESSES", "127.0.0.0/8,::1", "Whose X-Forwarded-For is believed: addresses or networks, with commas."),
    DATA_DIR("FOLDER", "./data", "Where the database file lies, unless --database-url names another database."),
    DATABASE_URL("URL", null, "jdbc:postgresql://HOST:PORT/NAME or jdbc:h2:file:PATH."),
    DATABASE_USER("NAME", null, "Who logs in to the database. Its password: see below."),
    ALLOW_WEAK_DURABILITY(null, "false", "Run on a PostgreSQL whose fsync is off: power loss may cost messages."),
    REGISTRATION("open|closed", "open", "Whether anybody may register."),
    LIMITS("LIST", null, "What is allowed, and how often; off lifts the rates, on this machine only. See below."),
    LOG_LEVEL("LEVEL", "info", "off, error, warn, info, debug or trace."),
    LOG_FORMAT("text|json", "text", "How log lines look; they go to the standard error.");

    private final Optional<String> label;
    private final Optional<String> fallback;
    private final String description;

    Setting(@Nullable String label, @Nullable String fallback, String description) {
        this.label = Optional.ofNullable(label);
        this.fallback = Optional.ofNullable(fallback);
        this.description = description;
    }

    /** The settings that say which database it is. */
    public static List<Setting> ofDatabase() {
        return List.of(DATA_DIR, DATABASE_URL, DATABASE_USER, ALLOW_WEAK_DURABILITY);
    }

    /** The words of all settings. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Setting::word).toList();
    }

    /** The variables of all settings. */
    static List<String> variables() {
        return Arrays.stream(values()).map(Setting::variable).toList();
    }

    static Optional<Setting> named(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    /** Its name in a file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name on the command line. */
    public String flag() {
        return "--" + word();
    }

    /** Its name in the environment. */
    public String variable() {
        return "PARLEY_" + name();
    }

    /** What stands for its value in the help; absent for a flag that is on when it is there. */
    Optional<String> label() {
        return label;
    }

    /** Its value where nobody says anything. */
    Optional<String> fallback() {
        return fallback;
    }

    String description() {
        return description;
    }
}
