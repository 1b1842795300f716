package dev.parley.cli.launch;

/**
 * Text that a terminal shows as it is: nothing in it moves the cursor, changes colours or turns the direction of what follows
 * (attack C23).
 *
 * <p>Thread-safe: has no state.
 */
public final class Printable {

    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Printable() {}

    /** The text without control and direction characters; line breaks become spaces. */
    public static String line(String text) {
        return text.codePoints()
                .map(c -> c == '\n' || c == '\t' ? ' ' : c)
                .filter(Printable::shown)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The text in one line of which nothing is lost: what {@link #line} would leave out is written as it is in programs. */
    public static String escaped(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.append(escaped(c)));
        return line.toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> shown(c) ? Character.toString(c) : String.format("\\u{%x}", c);
        };
    }

    /** The text without control and direction characters, but for line breaks and tabs, and for what joins emoji. */
    public static String lines(String text) {
        return text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || c == ZERO_WIDTH_JOINER || shown(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static boolean shown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
