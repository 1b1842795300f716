package dev.parley.core.markup;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a text: what it says, and where the next one begins.
 *
 * <p>Thread-safe: immutable.
 */
record Line(int from, int to, int next) {

    /** The lines of a text; what parts them are {@code \n} and {@code \r\n}. */
    static List<Line> of(String text) {
        List<Line> lines = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            int to = end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
            lines.add(new Line(from, to, end + 1));
            from = end + 1;
        }
        lines.add(new Line(from, text.length(), text.length()));
        return lines;
    }

    /** The same without its first few characters. */
    Line without(int characters) {
        return new Line(from + characters, to, next);
    }

    /** The character so far behind its beginning, or a line break where it is shorter. */
    char at(String text, int index) {
        return from + index < to ? text.charAt(from + index) : '\n';
    }

    /** Whether nothing can be seen from a place on. */
    boolean blankFrom(String text, int index) {
        return text.substring(Math.min(from + index, to), to).isBlank();
    }
}
