package dev.parley.core.markup;

import dev.parley.core.markup.Openers.Sign;
import dev.parley.core.model.Username;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Finds what stands within one line, in one go from left to right. Code, addresses and names are taken as soon as they are met,
 * and nothing is looked for in them; emphasis and links wait for their end in stacks. Where something is looked for further on
 * and is not there, that is remembered, so that no part of a line is looked through again and again.
 *
 * <p>Not thread-safe: it belongs to the reading of one line.
 */
final class Inline {

    private static final int LONGEST_FENCE = 3;
    private static final int LONGEST_NAME = 32;

    private final String text;
    private final int from;
    private final int to;
    private final List<Found> found = new ArrayList<>();
    private final Openers openers = new Openers();
    private final Deque<Integer> brackets = new ArrayDeque<>();

    /** By the number of backticks: whether none of so many is left in this line. */
    private final boolean[] noFence = new boolean[LONGEST_FENCE + 1];

    /** Where the last link begins: no other may surround it. */
    private int lastLink;

    private Inline(String text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.lastLink = from - 1;
    }

    /** What stands in a line, ordered by where it begins; it may contain one another, and never crosses. */
    static List<Found> find(String text, int from, int to) {
        Inline line = new Inline(text, from, to);
        for (int at = from; at < to; ) {
            at = line.step(at);
        }
        line.found.sort(Comparator.comparingInt(Found::from));
        return line.found;
    }

    /** Looks at one place, and says where to look next. */
    private int step(int at) {
        return switch (text.charAt(at)) {
            case '`' -> code(at);
            case '*', '_' -> emphasis(at);
            case '[' -> bracket(at);
            case ']' -> link(at);
            case '@' -> mention(at);
            case 'h', 'H' -> address(at);
            default -> at + 1;
        };
    }

    private int run(int at) {
        int end = at;
        while (end < to && text.charAt(end) == text.charAt(at)) {
            end++;
        }
        return end - at;
    }

    private int code(int at) {
        int ticks = run(at);
        int inner = at + ticks;
        if (ticks > LONGEST_FENCE || noFence[ticks]) {
            return inner;
        }
        int close = closing(inner, ticks);
        if (close < 0) {
            noFence[ticks] = true;
            return inner;
        }
        Span code = unpadded(inner, close);
        found.add(new Found(new Span(at, close + ticks), code, parts -> new Node.Code(code)));
        return close + ticks;
    }

    /** Where exactly so many backticks stand next, or -1. */
    private int closing(int after, int ticks) {
        int at = text.indexOf('`', after);
        while (at >= 0 && at < to) {
            int run = run(at);
            if (run == ticks) {
                return at;
            }
            at = text.indexOf('`', at + run);
        }
        return -1;
    }

    /** A space on both sides serves to write a backtick at the edge. */
    private Span unpadded(int inner, int close) {
        boolean padded = close - inner > 2 && text.charAt(inner) == ' ' && text.charAt(close - 1) == ' ';
        return padded ? new Span(inner + 1, close - 1) : new Span(inner, close);
    }

    private int emphasis(int at) {
        int length = run(at);
        int end = at + length;
        if (length > (text.charAt(at) == '*' ? Sign.BOLD.length + Sign.STARRED.length : Sign.UNDERLINED.length)) {
            return end;
        }
        boolean closes = !Letters.blankBefore(text, from, at) && !Letters.wordAt(text, end, to);
        boolean opens = !Letters.blankAt(text, end, to) && !Letters.wordBefore(text, from, at);
        if (!(closes && close(at, end)) && opens) {
            signs(at, end).forEach(sign -> openers.open(sign, sign == Sign.STARRED ? end - sign.length : at));
        }
        return end;
    }

    private List<Sign> signs(int at, int end) {
        if (text.charAt(at) == '_') {
            return List.of(Sign.UNDERLINED);
        }
        return switch (end - at) {
            case 1 -> List.of(Sign.STARRED);
            case 2 -> List.of(Sign.BOLD);
            default -> List.of(Sign.BOLD, Sign.STARRED);
        };
    }

    /** Closes what these signs close, the inner one first, and says whether it was anything. */
    private boolean close(int at, int end) {
        List<Sign> open = signs(at, end).stream().filter(openers::isOpen).toList();
        if (open.isEmpty()) {
            return false;
        }
        Sign inner = open.size() > 1 ? openers.innerStar() : open.get(0);
        emphasised(inner, openers.close(inner), at);
        if (end - at > inner.length) {
            close(at + inner.length, end);
        }
        return true;
    }

    private void emphasised(Sign sign, int opened, int at) {
        Span whole = new Span(opened, at + sign.length);
        Span inner = new Span(opened + sign.length, at);
        found.add(new Found(whole, inner, sign == Sign.BOLD ? Node.Bold::new : Node.Italic::new));
        while (!brackets.isEmpty() && brackets.element() > opened) {
            brackets.pop();
        }
    }

    private int bracket(int at) {
        brackets.push(at);
        return at + 1;
    }

    private int link(int at) {
        if (brackets.isEmpty()) {
            return at + 1;
        }
        int opened = brackets.pop();
        boolean addressed = at + 1 < to && text.charAt(at + 1) == '(';
        int end = addressed ? Addresses.enclosed(text, at + 2, to) : -1;
        if (end < 0 || lastLink > opened || text.substring(opened + 1, at).isBlank()) {
            return at + 1;
        }
        openers.dropBehind(opened);
        linked(new Span(opened, end + 1), new Span(opened + 1, at), new Span(at + 2, end));
        return end + 1;
    }

    private void linked(Span whole, Span inner, Span address) {
        found.add(new Found(whole, inner, parts -> new Node.Link(address, parts)));
        lastLink = whole.from();
    }

    private int address(int at) {
        int end = Letters.wordBefore(text, from, at) ? -1 : Addresses.bare(text, at, to);
        if (end < 0) {
            return at + 1;
        }
        Span address = new Span(at, end);
        linked(address, address, address);
        return end;
    }

    private int mention(int at) {
        int end = at + 1;
        while (end < to && inName(text.charAt(end))) {
            end++;
        }
        int nameEnd = end;
        while (!endsName(text.charAt(nameEnd - 1)) && nameEnd > at + 1) {
            nameEnd--;
        }
        boolean inAddress = inMailbox(at) || end < to && text.charAt(end) == '@' || Letters.wordAt(text, end, to);
        if (inAddress || nameEnd - at - 1 > LONGEST_NAME || !Username.possible(text.substring(at + 1, nameEnd))) {
            return end;
        }
        Span name = new Span(at, nameEnd);
        found.add(new Found(name, name, parts -> new Node.Mention(name)));
        return nameEnd;
    }

    /** Whether the {@code @} at a place stands within an e-mail address or a word. */
    private boolean inMailbox(int at) {
        return at > from && (Letters.wordBefore(text, from, at) || "@_-+".indexOf(text.charAt(at - 1)) >= 0);
    }

    private static boolean inName(char c) {
        return endsName(c) || c == '.' || c == '-' || c == '_';
    }

    private static boolean endsName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
