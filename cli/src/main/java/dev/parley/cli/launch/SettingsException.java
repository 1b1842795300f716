package dev.parley.cli.launch;

/**
 * Something that whoever started the program said wrong. Its message is one line that says what, where it came from, and what
 * would be right; the program ends with exit code 2.
 *
 * <p>Thread-safe: immutable.
 */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message, null, false, false);
    }
}
