package dev.parley.cli.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

    /** No password has more bytes, not even with a line break. */
    public static final int LONGEST = 4_096;

    private Secrets() {}

    /**
     * The secret in a file: its text, without the line break at its end.
     *
     * @param warn is told, in one line, when everybody on this machine can read the file
     * @throws SettingsException when there is none
     */
    public static String read(Path file, Consumer<String> warn) {
        try {
            String secret = firstLine(Files.readAllBytes(file), file.toString());
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

    /**
     * A text without the line break at its end.
     *
     * @param origin where it comes from, for the beginning of a sentence
     * @throws SettingsException where it is not UTF-8, is longer than a secret is, or has several lines
     */
    public static String firstLine(byte[] bytes, String origin) {
        if (bytes.length > LONGEST) {
            throw new SettingsException(origin + " is longer than a password can be.");
        }
        try {
            return firstLine(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new SettingsException(origin + " is not text in UTF-8; a password was expected there.");
        }
    }

    private static String firstLine(String text) {
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
