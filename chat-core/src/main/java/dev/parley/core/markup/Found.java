package dev.parley.core.markup;

import java.util.List;
import java.util.function.Function;

/**
 * Something found in a line, before it is known whether there is room for it.
 *
 * <p>Thread-safe: immutable.
 *
 * @param whole with its signs
 * @param inner without them
 * @param node makes it a node, of what lies within
 */
record Found(Span whole, Span inner, Function<List<Node>, Node> node) {

    int from() {
        return whole.from();
    }
}
