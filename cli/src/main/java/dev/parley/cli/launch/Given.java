package dev.parley.cli.launch;

/**
 * The value of a setting, and where it comes from.
 *
 * <p>Thread-safe: immutable.
 *
 * @param origin for people, for example {@code environment PARLEY_PORT}
 */
public record Given(Setting setting, String value, String origin) {

    /** What to throw when the value cannot be used; {@code problem} goes on after a colon. */
    public SettingsException wrong(String problem) {
        return new SettingsException(setting.word() + " = " + value + " (" + origin + "): " + problem);
    }

    /** The same for a value that may hold a secret and is not repeated. */
    public SettingsException wrongWithoutValue(String problem) {
        return new SettingsException(setting.word() + " (" + origin + "): " + problem);
    }
}
