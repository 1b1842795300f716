package dev.parley.cli.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from: flags, before the environment, before a properties file, before defaults. An empty variable counts
 * as none.
 *
 * <p>Thread-safe: immutable.
 */
public final class Sources {

    /** The variable that names the file, as the flag {@code --config} does. */
    static final String FILE_VARIABLE = "PARLEY_CONFIG";

    /** Whose rights commands on a running server have. */
    public static final String TOKEN = "PARLEY_TOKEN";

    private static final String PREFIX = "PARLEY_";

    private final Map<Setting, String> flags;
    private final Map<String, String> environment;
    private final Map<Setting, String> file;
    private final String fileName;

    private Sources(Map<Setting, String> flags, Map<String, String> environment, Optional<Path> path) {
        this.flags = Map.copyOf(flags);
        this.environment = Map.copyOf(environment);
        this.file = path.map(Sources::read).orElse(Map.of());
        this.fileName = path.map(Path::toString).orElse("");
    }

    /**
     * Looks everywhere.
     *
     * @param config the properties file, where the command line names one
     * @throws SettingsException when the file cannot be read or has a key that is no setting
     */
    public static Sources of(Map<Setting, String> flags, Map<String, String> environment, Optional<Path> config) {
        Optional<Path> path =
                config.or(() -> nonEmpty(environment.get(FILE_VARIABLE)).map(Path::of));
        return new Sources(flags, environment, path);
    }

    /** The value of a setting, unless nobody says anything and it has no default. */
    public Optional<Given> find(Setting setting) {
        return Optional.ofNullable(flags.get(setting))
                .map(value -> new Given(setting, value, "flag " + setting.flag()))
                .or(() -> variable(setting.variable())
                        .map(value -> new Given(setting, value, "environment " + setting.variable())))
                .or(() -> Optional.ofNullable(file.get(setting))
                        .map(value -> new Given(setting, value, "file " + fileName)))
                .or(() -> setting.fallback().map(value -> new Given(setting, value, "default")));
    }

    /** The value of a setting that has a default. */
    public Given value(Setting setting) {
        return find(setting).orElseThrow(() -> new IllegalArgumentException(setting + " has no default"));
    }

    /** A variable that is no setting, such as a secret. */
    public Optional<String> variable(String name) {
        return nonEmpty(environment.get(name));
    }

    /**
     * Looks for variables that were meant as settings and are none.
     *
     * @param warn is told of each in one line, without its value
     */
    public void unknownVariables(Consumer<String> warn) {
        List<String> known = Stream.concat(
                        Setting.variables().stream(),
                        Stream.of(FILE_VARIABLE, TOKEN, DatabaseChoice.PASSWORD, DatabaseChoice.PASSWORD_FILE))
                .toList();
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .forEach(name ->
                        warn.accept("the variable " + name + " is no setting and does nothing." + meant(name, known)));
    }

    /** Measured without what all of them begin with. */
    private static String meant(String name, List<String> known) {
        List<String> ends =
                known.stream().map(word -> word.substring(PREFIX.length())).toList();
        return Nearest.to(name.substring(PREFIX.length()), ends)
                .map(end -> " Did you mean " + PREFIX + end + "?")
                .orElse("");
    }

    /** Whether a flag is on. */
    public boolean on(Setting setting) {
        Given given = value(setting);
        return switch (given.value()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw given.wrong("use true or false");
        };
    }

    /** Which of several words a setting has. */
    public String oneOf(Setting setting, List<String> words) {
        Given given = value(setting);
        if (!words.contains(given.value())) {
            throw given.wrong("use " + String.join(", ", words.subList(0, words.size() - 1)) + " or "
                    + words.get(words.size() - 1));
        }
        return given.value();
    }

    private static Optional<String> nonEmpty(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank()).map(String::strip);
    }

    private static Map<Setting, String> read(Path path) {
        Map<Setting, String> found = new EnumMap<>(Setting.class);
        words(path)
                .forEach((word, value) -> found.put(
                        Setting.named(word.toString()).orElseThrow(() -> unknown(path, word.toString())),
                        value.toString().strip()));
        return found;
    }

    private static Properties words(Path path) {
        Properties properties = new Once();
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            passMark(reader);
            properties.load(reader);
            return properties;
        } catch (NoSuchFileException e) {
            throw new SettingsException(path.toAbsolutePath() + " does not exist.");
        } catch (IOException e) {
            throw new SettingsException(path.toAbsolutePath() + " cannot be read as a text file in UTF-8.");
        } catch (IllegalArgumentException e) {
            throw new SettingsException(path.toAbsolutePath() + ": " + e.getMessage());
        }
    }

    /** Some editors begin a text with a byte order mark. */
    private static void passMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
    }

    private static SettingsException unknown(Path path, String word) {
        if (word.startsWith("database-password")) {
            return new SettingsException(path + ": " + DatabaseChoice.WHERE_THE_PASSWORD_GOES);
        }
        return new SettingsException(
                path + ": there is no setting " + word + "." + Nearest.question(word, Setting.words()));
    }

    /** A properties file in which no key stands twice. */
    private static final class Once extends Properties {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            if (containsKey(key)) {
                throw new IllegalArgumentException(key + " stands there twice");
            }
            return super.put(key, value);
        }
    }
}
