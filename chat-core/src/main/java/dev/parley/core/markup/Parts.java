package dev.parley.core.markup;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what a node consists of; pieces of text that touch become one.
 *
 * <p>Not thread-safe: it belongs to the reading of one text.
 */
final class Parts {

    private final List<Node> nodes = new ArrayList<>();

    void add(Node node) {
        nodes.add(node);
    }

    void text(int from, int to) {
        if (from == to) {
            return;
        }
        int last = nodes.size() - 1;
        if (last >= 0
                && nodes.get(last) instanceof Node.Text before
                && before.at().to() == from) {
            nodes.set(last, new Node.Text(new Span(before.at().from(), to)));
        } else {
            nodes.add(new Node.Text(new Span(from, to)));
        }
    }

    List<Node> list() {
        return nodes;
    }
}
