package dev.parley.core.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads lines: code blocks, quotes and lists, and what stands within the others. A quote's lines are read again without their
 * sign, at most as often as parts may contain one another.
 *
 * <p>Not thread-safe: it belongs to the reading of one text.
 */
final class Blocks {

    private static final String FENCE = "```";
    private static final int LONGEST_LANGUAGE = 32;
    private static final int LONGEST_NUMBER = 9;

    private final String text;
    private final Budget budget;
    private final int depth;
    private final List<Line> lines;
    private final Parts parts = new Parts();

    /** The line to read next. */
    private int next;

    /** Whether no line is left that ends a code block. */
    private boolean noFence;

    private Blocks(String text, Budget budget, int depth, List<Line> lines) {
        this.text = text;
        this.budget = budget;
        this.depth = depth;
        this.lines = lines;
    }

    /** What a text consists of. */
    static List<Node> read(String text, int nodes) {
        return new Blocks(text, new Budget(nodes), 0, Line.of(text)).read();
    }

    private List<Node> read() {
        boolean inParagraph = false;
        while (next < lines.size()) {
            boolean block = block();
            if (!block) {
                plain(inParagraph);
            }
            inParagraph = !block;
        }
        return parts.list();
    }

    /** A line without a meaning as a whole; it is parted from the one before by a line break that can be seen. */
    private void plain(boolean goesOn) {
        if (goesOn) {
            parts.text(lines.get(next - 1).to(), lines.get(next - 1).next());
        }
        within(parts, lines.get(next++));
    }

    private void within(Parts into, Line line) {
        new Nesting(budget, Inline.find(text, line.from(), line.to())).fill(into, line.from(), line.to(), depth);
    }

    private boolean block() {
        if (depth == Markup.MAX_DEPTH) {
            return false;
        }
        Line line = lines.get(next);
        return switch (line.at(text, 0)) {
            case '`' -> codeBlock(line);
            case '>' -> quote(line);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> depth + 1 < Markup.MAX_DEPTH && items(line);
            default -> false;
        };
    }

    private boolean codeBlock(Line line) {
        Optional<Span> language = noFence ? Optional.empty() : language(line);
        if (language.isEmpty()) {
            return false;
        }
        int close = next + 1;
        while (close < lines.size() && !closesCode(lines.get(close))) {
            close++;
        }
        noFence = close == lines.size();
        if (noFence || close == next + 1 || !budget.take(1)) {
            return false;
        }
        List<Node> code = code(lines.subList(next + 1, close));
        parts.add(new Node.CodeBlock(language.filter(span -> span.from() < span.to()), code));
        next = close + 1;
        return true;
    }

    private static List<Node> code(List<Line> lines) {
        Parts code = new Parts();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            code.text(line.from(), i < lines.size() - 1 ? line.next() : line.to());
        }
        return code.list();
    }

    /** What follows the sign of a code block, perhaps nothing; absent where the line does not begin one. */
    private Optional<Span> language(Line line) {
        if (!text.startsWith(FENCE, line.from())) {
            return Optional.empty();
        }
        int from = line.from() + FENCE.length();
        int end = from;
        while (end < line.to() && inLanguage(text.charAt(end))) {
            end++;
        }
        boolean alone = line.blankFrom(text, end - line.from());
        return alone && end - from <= LONGEST_LANGUAGE ? Optional.of(new Span(from, end)) : Optional.empty();
    }

    private static boolean inLanguage(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c) || "+#._-".indexOf(c) >= 0;
    }

    private boolean closesCode(Line line) {
        return text.startsWith(FENCE, line.from()) && line.blankFrom(text, FENCE.length());
    }

    private boolean quote(Line line) {
        if (line.at(text, 1) != ' ' || line.blankFrom(text, 2) || !budget.take(1)) {
            return false;
        }
        List<Line> inner = new ArrayList<>();
        do {
            inner.add(unquoted(lines.get(next++)));
        } while (next < lines.size() && goesOn(lines.get(next)) && mayGoOn());
        parts.add(new Node.Quote(new Blocks(text, budget, depth + 1, inner).read()));
        return true;
    }

    private boolean goesOn(Line line) {
        return line.at(text, 0) == '>' && (line.at(text, 1) == ' ' || line.blankFrom(text, 1));
    }

    /** A quote's lines are pieces of text that do not touch, so each counts; those of a quote within it are counted already. */
    private boolean mayGoOn() {
        return depth > 0 || budget.take(1);
    }

    private Line unquoted(Line line) {
        return line.without(line.at(text, 1) == ' ' ? 2 : 1);
    }

    private boolean items(Line line) {
        int sign = signOfItem(line);
        if (sign == 0 || !budget.take(2)) {
            return false;
        }
        OptionalInt first = number(line, sign);
        List<Node> items = new ArrayList<>();
        do {
            items.add(item(lines.get(next++), sign));
            sign = next < lines.size() ? signOfItem(lines.get(next)) : 0;
        } while (sign > 0 && follows(first, items.size(), number(lines.get(next), sign)) && budget.take(1));
        parts.add(new Node.Items(first, items));
        return true;
    }

    private Node item(Line line, int sign) {
        Parts item = new Parts();
        Line rest = line.without(sign);
        new Nesting(budget, Inline.find(text, rest.from(), rest.to())).fill(item, rest.from(), rest.to(), depth + 2);
        return new Node.Item(item.list());
    }

    /** Every item is shown with the number that it was written with. */
    private static boolean follows(OptionalInt first, int items, OptionalInt number) {
        return first.isPresent()
                ? number.isPresent() && number.getAsInt() == first.getAsInt() + items
                : number.isEmpty();
    }

    /** How many characters make the line an item: a dash or a number, and a space; 0 where it is none. */
    private int signOfItem(Line line) {
        int digits = 0;
        while (digits < LONGEST_NUMBER && Character.isDigit(line.at(text, digits)) && line.at(text, digits) < 0x80) {
            digits++;
        }
        boolean dash = digits == 0 && line.at(text, 0) == '-';
        boolean number = digits == 1 || digits > 1 && line.at(text, 0) != '0';
        boolean dotted = number && line.at(text, digits) == '.';
        boolean spaced = (dash || dotted) && line.at(text, digits + 1) == ' ';
        return spaced && !line.blankFrom(text, digits + 2) ? digits + 2 : 0;
    }

    private OptionalInt number(Line line, int sign) {
        return sign == 2
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(text.substring(line.from(), line.from() + sign - 2)));
    }
}
