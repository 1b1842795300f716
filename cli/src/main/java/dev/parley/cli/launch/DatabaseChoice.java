package dev.parley.cli.launch;

import dev.parley.jdbi.DatabaseException;
import dev.parley.jdbi.DatabaseSettings;
import dev.parley.jdbi.JdbiStores;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Which database the settings name.
 *
 * <p>Thread-safe: has no state.
 */
public final class DatabaseChoice {

    static final String PASSWORD = "PARLEY_DATABASE_PASSWORD";
    static final String PASSWORD_FILE = "PARLEY_DATABASE_PASSWORD_FILE";
    static final String WHERE_THE_PASSWORD_GOES = "A database password is read from the variable " + PASSWORD
            + ", or from the file that " + PASSWORD_FILE + " names, and from nowhere else.";

    /** {@code password=} among the options, or {@code user:password@} before the host. */
    private static final Pattern SECRET = Pattern.compile("[?&;]\\s*(ssl)?password\\s*=|//[^/?]*@");

    private DatabaseChoice() {}

    /**
     * Reads the settings of the database.
     *
     * @param warn is told, in one line, of a secret that others can read
     * @throws SettingsException for a URL that cannot be used, for a password where none belongs, and for a secret that cannot
     *     be read
     */
    public static DatabaseSettings read(Sources sources, Consumer<String> warn) {
        DatabaseSettings settings = checked(sources).withWeakDurability(sources.on(Setting.ALLOW_WEAK_DURABILITY));
        settings = sources.find(Setting.DATABASE_USER)
                .map(Given::value)
                .map(settings::withUser)
                .orElse(settings);
        return password(sources, warn).map(settings::withPassword).orElse(settings);
    }

    private static DatabaseSettings checked(Sources sources) {
        DatabaseSettings settings = DatabaseSettings.of(url(sources));
        try {
            JdbiStores.check(settings);
            return settings;
        } catch (DatabaseException e) {
            Given given = sources.find(Setting.DATABASE_URL).orElseGet(() -> sources.value(Setting.DATA_DIR));
            throw given.wrong(String.valueOf(e.getMessage()));
        }
    }

    /** The database in words, without secrets. */
    public static String url(Sources sources) {
        return sources.find(Setting.DATABASE_URL)
                .map(DatabaseChoice::withoutSecret)
                .orElseGet(() -> file(sources.value(Setting.DATA_DIR)));
    }

    /** Where the password comes from, in words; never the password. */
    public static String passwordOrigin(Sources sources) {
        if (sources.variable(PASSWORD).isPresent()) {
            return "environment " + PASSWORD;
        }
        return sources.variable(PASSWORD_FILE).map(path -> "file " + path).orElse("none");
    }

    private static String withoutSecret(Given given) {
        String url = given.value();
        if (SECRET.matcher(url.toLowerCase(Locale.ROOT)).find()) {
            throw given.wrongWithoutValue("it holds a password. " + WHERE_THE_PASSWORD_GOES);
        }
        if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
            throw given.wrong("use jdbc:postgresql://HOST:PORT/NAME or jdbc:h2:file:PATH");
        }
        return url;
    }

    private static String file(Given folder) {
        if (folder.value().contains(";")) {
            throw folder.wrong("the path of the database file cannot hold a semicolon");
        }
        Path file = Path.of(folder.value()).resolve("parley");
        return "jdbc:h2:file:" + file.toAbsolutePath().normalize();
    }

    private static Optional<String> password(Sources sources, Consumer<String> warn) {
        Optional<String> direct = sources.variable(PASSWORD);
        Optional<String> path = sources.variable(PASSWORD_FILE);
        if (direct.isPresent() && path.isPresent()) {
            throw new SettingsException("Set " + PASSWORD + " or " + PASSWORD_FILE + ", not both.");
        }
        return direct.or(() -> path.map(name -> Secrets.read(Path.of(name), warn)));
    }
}
