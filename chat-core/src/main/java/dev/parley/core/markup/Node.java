package dev.parley.core.markup;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A part of a message: a piece of its text, or other parts with a meaning. What no piece covers is a sign of the markup, and is
 * not shown.
 *
 * <p>Thread-safe: all of them are immutable.
 */
public sealed interface Node {

    /** What it consists of, in order. */
    default List<Node> parts() {
        return List.of();
    }

    /**
     * Text to be shown as it is, line breaks included.
     *
     * <p>Thread-safe: immutable.
     */
    record Text(Span at) implements Node {}

    /**
     * Something important.
     *
     * <p>Thread-safe: immutable.
     */
    record Bold(List<Node> parts) implements Node {
        public Bold {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Something emphasised.
     *
     * <p>Thread-safe: immutable.
     */
    record Italic(List<Node> parts) implements Node {
        public Italic {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A few words of a program, within a line.
     *
     * <p>Thread-safe: immutable.
     */
    record Code(Span at) implements Node {}

    /**
     * Lines of a program.
     *
     * <p>Thread-safe: immutable.
     *
     * @param language where the text says in which language it is written
     */
    record CodeBlock(Optional<Span> language, List<Node> parts) implements Node {
        public CodeBlock {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A way to somewhere else.
     *
     * <p>Thread-safe: immutable.
     *
     * @param address where the text says to where; it begins with http, https or mailto
     */
    record Link(Span address, List<Node> parts) implements Node {
        public Link {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Somebody who is spoken to, or {@code @all}; whether there is such a person is another question. It begins with the {@code
     * @}.
     *
     * <p>Thread-safe: immutable.
     */
    record Mention(Span at) implements Node {
        /** The name as it is written. */
        public String name(String text) {
            return text.substring(at.from() + 1, at.to());
        }
    }

    /**
     * A list, which consists of {@link Item}s.
     *
     * <p>Thread-safe: immutable.
     *
     * @param first the number of its first item, where they are numbered
     */
    record Items(OptionalInt first, List<Node> parts) implements Node {
        public Items {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One item of a list.
     *
     * <p>Thread-safe: immutable.
     */
    record Item(List<Node> parts) implements Node {
        public Item {
            parts = List.copyOf(parts);
        }
    }

    /**
     * What somebody else has said.
     *
     * <p>Thread-safe: immutable.
     */
    record Quote(List<Node> parts) implements Node {
        public Quote {
            parts = List.copyOf(parts);
        }
    }
}
