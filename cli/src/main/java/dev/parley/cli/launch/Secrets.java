package dev.parley.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.function.Consumer;

/**
 * Secrets in files.
 *
 * <p>Thread-safe: has no state.
 */
public final class Secrets {

    private Secrets() {}

    /**
     * The secret in a file: its text, without the line break at its end.
     *
     * @param warn is told, in one line, when everybody on this machine can read the file
     * @throws SettingsException when there is none
     */
    public static String read(Path file, Consumer<String> warn) {
        try {
            String secret = firstLine(Files.readString(file));
            if (secret.isEmpty()) {
                throw new SettingsException(file + " is empty; a password was expected in it.");
            }
            if (readableByAll(file)) {
                warn.accept(file + " can be read by everybody on this machine: chmod 600 " + file);
            }
            return secret;
        } catch (IOException e) {
            throw new SettingsException(file + " cannot be read; a password was expected in it.");
        }
    }

    /** A text without the line break at its end, refused where it goes on after that. */
    public static String firstLine(String text) {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (line.indexOf('\n') >= 0) {
            throw new SettingsException("A password is one line; there are several.");
        }
        return line;
    }

    private static boolean readableByAll(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }
}
