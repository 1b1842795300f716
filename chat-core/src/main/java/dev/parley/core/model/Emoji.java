package dev.parley.core.model;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The rules for what people react with: one emoji as it is seen, however many code points it is made of - a flag, a keycap, a
 * family - of at most {@value #MOST_BYTES} bytes. Letters, digits and other text are none.
 *
 * <p>The shape is that of an emoji sequence in Unicode Technical Standard 51; which of the possible ones a font can draw changes
 * every year and is not checked.
 *
 * <p>Thread-safe: stateless.
 */
public final class Emoji {

    /** How long it may be in UTF-8. */
    public static final int MOST_BYTES = 64;

    private static final String PICTURE = "[\\x{A9}\\x{AE}\\x{203C}\\x{2049}\\x{2122}\\x{2139}\\x{2190}-\\x{21FF}"
            + "\\x{2300}-\\x{23FF}\\x{24C2}\\x{25A0}-\\x{27BF}\\x{2934}\\x{2935}\\x{2B00}-\\x{2BFF}\\x{3030}\\x{303D}"
            + "\\x{3297}\\x{3299}\\x{1F004}\\x{1F0CF}\\x{1F170}-\\x{1F1E5}\\x{1F200}-\\x{1F251}\\x{1F300}-\\x{1F3FA}\\x{1F400}-\\x{1FAFF}]";

    private static final String TONE = "[\\x{1F3FB}-\\x{1F3FF}]";
    private static final String AS_PICTURE = "\\x{FE0F}";
    private static final String TAGS = "[\\x{E0020}-\\x{E007E}]{1,8}\\x{E007F}";
    private static final String JOINER = "\\x{200D}";

    private static final String PART = PICTURE + "(?:" + AS_PICTURE + "|" + TONE + ")?+(?:" + TAGS + ")?+";
    private static final String KEYCAP = "[0-9#*]" + AS_PICTURE + "\\x{20E3}";
    private static final String COUNTRY = "[\\x{1F1E6}-\\x{1F1FF}]{2}";

    private static final Pattern ONE =
            Pattern.compile(COUNTRY + "|" + KEYCAP + "|" + PART + "(?:" + JOINER + PART + "){0,7}+");

    private static final Pattern NEEDS_PICTURE = Pattern.compile("[\\x{A9}-\\x{3299}]");

    private Emoji() {}

    private static boolean single(String text) {
        return text.codePointCount(0, text.length()) == 1;
    }

    /**
     * The emoji as it is stored: the sign that asks for a picture (U+FE0F) stands behind a lone emoji of the basic plane, which older
     * fonts draw as text, and behind no other lone one, so that an emoji is the same one however it was typed.
     *
     * @throws ChatException {@link ErrorCode#INVALID} with {@code emoji} when it is not one emoji
     */
    public static String check(String raw) {
        String bare = raw.endsWith("\uFE0F") ? raw.substring(0, raw.length() - 1) : raw;
        String emoji = NEEDS_PICTURE.matcher(bare).matches() ? bare + "\uFE0F" : single(bare) ? bare : raw;
        boolean fits = emoji.length() <= MOST_BYTES && emoji.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        if (!fits || !ONE.matcher(emoji).matches()) {
            throw ChatException.invalid("emoji", "emoji", "React with one emoji.");
        }
        return emoji;
    }
}
