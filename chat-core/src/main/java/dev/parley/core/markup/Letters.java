package dev.parley.core.markup;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * What stands beside a sign, as far as it decides whether it is one.
 *
 * <p>Thread-safe: stateless.
 */
final class Letters {

    /** Scripts that put no space between words, or hang endings on names: any place between two letters may be a border. */
    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    private Letters() {}

    /** Whether a word goes on with the character before a place, looking no further back than {@code from}. */
    static boolean wordBefore(String text, int from, int at) {
        return at > from && word(text.codePointBefore(at));
    }

    /** Whether a word goes on with the character at a place. */
    static boolean wordAt(String text, int at, int to) {
        return at < to && word(text.codePointAt(at));
    }

    /** Whether nothing but space is before a place. */
    static boolean blankBefore(String text, int from, int at) {
        return at == from || blank(text.codePointBefore(at));
    }

    /** Whether nothing but space is at a place. */
    static boolean blankAt(String text, int at, int to) {
        return at == to || blank(text.codePointAt(at));
    }

    static boolean blank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean word(int c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        }
        return Character.isLetterOrDigit(c) && !WITHOUT_SPACES.contains(UnicodeScript.of(c)) || mark(c);
    }

    private static boolean mark(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK && c != 0xFE0F;
    }
}
