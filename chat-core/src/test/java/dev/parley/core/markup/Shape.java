package dev.parley.core.markup;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Writes a tree down in one line, to be compared in tests: {@code bold(text)}, and text as it is. */
final class Shape {

    private Shape() {}

    static String of(String text) {
        return all(Markup.parse(text).parts(), text);
    }

    private static String all(List<Node> nodes, String text) {
        return nodes.stream().map(node -> one(node, text)).collect(joining("|"));
    }

    private static String one(Node node, String text) {
        if (node instanceof Node.Text plain) {
            return plain.at().of(text);
        } else if (node instanceof Node.Code code) {
            return "code(" + code.at().of(text) + ")";
        } else if (node instanceof Node.Mention mention) {
            return "mention(" + mention.at().of(text) + ")";
        }
        return name(node, text) + "(" + all(node.parts(), text) + ")";
    }

    private static String name(Node node, String text) {
        String name = node.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        if (node instanceof Node.Link link) {
            return name + "<" + link.address().of(text) + ">";
        } else if (node instanceof Node.CodeBlock block) {
            return name + block.language().map(at -> "<" + at.of(text) + ">").orElse("");
        } else if (node instanceof Node.Items items && items.first().isPresent()) {
            return name + "<" + items.first().getAsInt() + ">";
        }
        return name;
    }
}
