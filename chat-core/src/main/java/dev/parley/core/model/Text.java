package dev.parley.core.model;

import java.util.regex.Pattern;

/**
 * What the core asks of any text that people write, by code points and without regard to the locale.
 *
 * <p>Thread-safe: stateless.
 */
public final class Text {

    /** A flag such as Scotland's: a black one, the region in tags, and the tag that ends it. */
    private static final Pattern FLAG =
            Pattern.compile("\\x{1F3F4}[\\x{E0030}-\\x{E0039}\\x{E0061}-\\x{E007A}]{3,6}\\x{E007F}");

    private Text() {}

    /**
     * Whether every character can be stored, sent and seen for what it is: no NUL or other control but tab and line breaks, no
     * lone surrogate, no invisible tag outside the flag that it belongs to.
     */
    public static boolean clean(String text) {
        return text.codePoints().allMatch(Text::storable) && !strayTags(text);
    }

    /** Whether nothing in it can be seen: spaces, controls, format characters, and the blanks that look like letters. */
    public static boolean blank(String text) {
        return text.codePoints().allMatch(Text::invisible);
    }

    /** How many combining marks stand in a row at most. */
    public static int longestRunOfMarks(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            run = mark(text.codePointAt(i)) ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Whether it is fit for a name: it breaks no line and does not change the direction of what follows it. */
    public static boolean inOneLine(String text) {
        return text.codePoints().noneMatch(c -> breaksLine(c) || turnsDirection(c));
    }

    private static boolean breaksLine(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c) || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean turnsDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    private static boolean strayTags(String text) {
        return text.codePoints().anyMatch(Text::tag)
                && FLAG.matcher(text).replaceAll("").codePoints().anyMatch(Text::tag);
    }

    private static boolean tag(int c) {
        return c >= 0xE0000 && c <= 0xE007F;
    }

    private static boolean storable(int c) {
        boolean allowedControl = c == '\n' || c == '\r' || c == '\t';
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean noncharacter = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
        return allowedControl || !Character.isISOControl(c) && !surrogate && !noncharacter;
    }

    private static boolean invisible(int c) {
        boolean looksBlank = c == 0x2800 || c == 0x3164 || c == 0x115F || c == 0x1160 || c == 0xFFA0;
        return looksBlank
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || mark(c);
    }

    private static boolean mark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }
}
