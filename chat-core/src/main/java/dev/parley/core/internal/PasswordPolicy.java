package dev.parley.core.internal;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords are taken: long enough, not among those that are tried first, not made of the account's own names. No other
 * rules (NIST SP 800-63B, OWASP ASVS 6.2).
 *
 * <p>Thread-safe: immutable.
 */
final class PasswordPolicy {

    static final int MAX = 256;
    private static final String PRODUCT = "parley";
    private static final String ROWS = "abcdefghijklmnopqrstuvwxyz 01234567890 09876543210 qwertyuiop asdfghjkl zxcvbnm"
            + " qwertzuiop yxcvbnm azertyuiop qsdfghjklm wxcvbn 1qaz2wsx3edc4rfv5tgb6yhn7ujm q1w2e3r4t5y6u7i8o9p0"
            + " 1q2w3e4r5t6y7u8i9o0p";
    private static final Set<String> COMMON = common();

    private final int min;

    PasswordPolicy(int min) {
        this.min = min;
    }

    /**
     * @param names words of the account itself
     * @throws ChatException INVALID with {@code too_short}, {@code too_long}, {@code invalid_characters} or {@code too_common}
     */
    void check(String password, List<String> names) {
        int length = password.codePointCount(0, password.length());
        refuse(length < min, "too_short", "Use at least " + min + " characters; several words are easy to remember.");
        refuse(length > MAX, "too_long", "Use at most " + MAX + " characters.");
        refuse(!Text.clean(password), "invalid_characters", "The password holds characters that cannot be typed.");
        refuse(
                common(password.toLowerCase(Locale.ROOT), names),
                "too_common",
                "This password is among those that are tried first. Use several unrelated words.");
    }

    private static boolean common(String password, List<String> names) {
        String letters = unmasked(password);
        return COMMON.contains(password)
                || repeats(password)
                || runs(password)
                || emptied(letters, names).length() < 4;
    }

    /** What remains after the words that guesses are made of; digits and signs around them do not count. */
    private static String emptied(String letters, List<String> names) {
        String rest = letters;
        for (String name : names) {
            String word = unmasked(name.toLowerCase(Locale.ROOT));
            rest = word.length() < 3 ? rest : rest.replace(word, "");
        }
        rest = rest.replace(PRODUCT, "");
        for (String word : COMMON) {
            rest = rest.contains(word) ? rest.replace(word, "") : rest;
        }
        return rest;
    }

    /** Letters alone, with the usual replacements undone: {@code p@ssw0rd123} reads {@code password}. */
    private static String unmasked(String text) {
        String plain = text.replaceAll("[0-9\\W_]+$", "")
                .replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('7', 't')
                .replace('@', 'a')
                .replace('$', 's');
        return plain.codePoints()
                .filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A short piece said over and over. */
    private static boolean repeats(String password) {
        for (int unit = 1; unit <= 4 && unit * 2 <= password.length(); unit++) {
            String piece = password.substring(0, unit);
            if (piece.repeat(password.length() / unit + 1).startsWith(password)) {
                return true;
            }
        }
        return false;
    }

    /** A walk along the keyboard, the alphabet or the digits, once or several times. */
    private static boolean runs(String password) {
        String rest = password;
        while (rest.length() >= 3) {
            int taken = longestRun(rest);
            if (taken < 3) {
                return false;
            }
            rest = rest.substring(taken);
        }
        return true;
    }

    private static int longestRun(String text) {
        int length = 0;
        while (length < text.length() && ROWS.contains(text.substring(0, length + 1))) {
            length++;
        }
        return length;
    }

    private static Set<String> common() {
        try (InputStream in = PasswordPolicy.class.getResourceAsStream("common-passwords.txt")) {
            if (in == null) {
                throw new IllegalStateException("common-passwords.txt is missing from the jar");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuse(boolean wrong, String violation, String detail) {
        if (wrong) {
            throw ChatException.invalid("password", violation, detail);
        }
    }
}
