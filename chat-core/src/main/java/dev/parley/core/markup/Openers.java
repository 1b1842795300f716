package dev.parley.core.markup;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The signs of emphasis that are open, the innermost on top. Closing one gives up those within it, so that what was found never
 * crosses; each is pushed and popped once, so that a line is read in one go however many there are.
 *
 * <p>Not thread-safe: it belongs to the reading of one line.
 */
final class Openers {

    /** What opens and closes with the same sign. */
    enum Sign {
        BOLD(2),
        STARRED(1),
        UNDERLINED(1);

        final int length;

        Sign(int length) {
            this.length = length;
        }
    }

    private record Opener(Sign sign, int at) {}

    private final Deque<Opener> stack = new ArrayDeque<>();
    private final int[] open = new int[Sign.values().length];

    void open(Sign sign, int at) {
        stack.push(new Opener(sign, at));
        open[sign.ordinal()]++;
    }

    boolean isOpen(Sign sign) {
        return open[sign.ordinal()] > 0;
    }

    /** Which of the two that are written with stars is the inner one, where both are open. */
    Sign innerStar() {
        return stack.stream()
                .map(Opener::sign)
                .filter(sign -> sign != Sign.UNDERLINED)
                .findFirst()
                .orElse(Sign.BOLD);
    }

    /** Where the innermost of an open sign stands, which is open no more. */
    int close(Sign sign) {
        Opener inner = pop();
        while (inner.sign() != sign) {
            inner = pop();
        }
        return inner.at();
    }

    /** Gives up what was opened behind a place. */
    void dropBehind(int at) {
        while (!stack.isEmpty() && stack.element().at() > at) {
            pop();
        }
    }

    private Opener pop() {
        Opener top = stack.pop();
        open[top.sign().ordinal()]--;
        return top;
    }
}
