package dev.parley.core.markup;

import java.util.List;

/**
 * Makes a tree of what was found in a line, the outer before the inner, as deep and as much as may be; for the rest its signs
 * stay text.
 *
 * <p>Not thread-safe: it belongs to the reading of one line.
 */
final class Nesting {

    private final Budget budget;
    private final List<Found> found;

    /** What comes next. */
    private int next;

    Nesting(Budget budget, List<Found> found) {
        this.budget = budget;
        this.found = found;
    }

    /** Reads a piece of the line that lies so deep. */
    void fill(Parts parts, int from, int to, int depth) {
        int at = from;
        while (next < found.size() && found.get(next).from() < to) {
            Found one = found.get(next++);
            if (depth < Markup.MAX_DEPTH && budget.take(1)) {
                parts.text(at, one.from());
                parts.add(node(one, depth));
                at = one.whole().to();
            }
        }
        parts.text(at, to);
    }

    private Node node(Found one, int depth) {
        Parts inner = new Parts();
        fill(inner, one.inner().from(), one.inner().to(), depth + 1);
        return one.node().apply(inner.list());
    }
}
