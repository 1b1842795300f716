package dev.parley.cli.launch;

/**
 * Text that a terminal shows as it is: nothing in it moves the cursor, changes colours or turns the direction of what follows
 * (attack C23).
 *
 * <p>Thread-safe: has no state.
 */
public final class Printable {

    private Printable() {}

    /** The text without control and direction characters; line breaks become spaces. */
    public static String line(String text) {
        return text.codePoints()
                .map(c -> c == '\n' || c == '\t' ? ' ' : c)
                .filter(Printable::shown)
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
