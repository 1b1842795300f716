package dev.parley.core.internal;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which passwords are taken: long enough, not among those that are tried first, not made of the account's own names. No other
 * rules (NIST SP 800-63B, OWASP ASVS 6.2).
 *
 * <p>Thread-safe: immutable.
 */
final class PasswordPolicy {

    static final int MAX = 256;
    private static final String PRODUCT = "parley";
    private static final int PHRASE = 3;
    private static final int WORD = 4;
    private static final String ROWS = "abcdefghijklmnopqrstuvwxyz 01234567890 09876543210 qwertyuiop asdfghjkl zxcvbnm"
            + " qwertzuiop yxcvbnm azertyuiop qsdfghjklm wxcvbn 1qaz2wsx3edc4rfv5tgb6yhn7ujm q1w2e3r4t5y6u7i8o9p0"
            + " 1q2w3e4r5t6y7u8i9o0p";
    private static final List<String> COMMON = common();

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
        String squeezed = password.replaceAll("[\\p{Punct} ]", "");
        String unmasked = unmasked(password);
        boolean words = Stream.of(password, squeezed, unmasked)
                .filter(text -> !text.isEmpty())
                .anyMatch(text -> guessable(text, names));
        return words || repeats(password) || runs(password);
    }

    /** Whether there is little to it but one or two words that guesses are made of. Three make a phrase (about 10⁷ of them). */
    private static boolean guessable(String text, List<String> names) {
        String rest = text.replace(PRODUCT, "");
        for (String name : names) {
            String word = name.toLowerCase(Locale.ROOT);
            rest = without(without(rest, word), letters(word));
        }
        int words = 0;
        for (String word : COMMON) {
            String less = without(rest, word);
            words += !less.equals(rest) && word.length() >= WORD ? 1 : 0;
            rest = less;
        }
        return words < PHRASE && little(rest, !rest.equals(text));
    }

    private static String without(String text, String word) {
        return word.length() < 3 ? text : text.replace(word, "");
    }

    /**
     * Whether there is nothing to guess but signs, a repetition, or a number as people add it: a short one, and beside a word
     * any.
     */
    private static boolean little(String rest, boolean besideWord) {
        String number = besideWord ? "^[0-9]+|[0-9]+$" : "[0-9]{1,4}$";
        String core = rest.replaceAll("[\\p{Punct} ]", "").replaceAll(number, "");
        return core.codePointCount(0, core.length()) < 4 || runs(core) || repeats(core);
    }

    /** Letters alone, with the usual replacements undone: {@code p@ssw0rd123} reads {@code password}. */
    private static String unmasked(String text) {
        String plain = text.replaceAll("[0-9\\p{Punct}]+$", "")
                .replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('7', 't')
                .replace('@', 'a')
                .replace('$', 's');
        return plain.replaceAll("[0-9\\p{Punct}]", "");
    }

    private static String letters(String text) {
        return text.replaceAll("[0-9\\p{Punct}]", "");
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

    /** Longer ones first, so that a word is not broken by one that it contains. */
    private static List<String> common() {
        try (InputStream in = PasswordPolicy.class.getResourceAsStream("common-passwords.txt")) {
            if (in == null) {
                throw new IllegalStateException("common-passwords.txt is missing from the jar");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .distinct()
                    .sorted(Comparator.comparing(String::length).reversed())
                    .toList();
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
