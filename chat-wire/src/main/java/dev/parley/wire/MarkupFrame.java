package dev.parley.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.markup.Markup;
import dev.parley.core.markup.Node;
import dev.parley.core.markup.Span;
import java.util.List;
import java.util.Optional;

/**
 * What a text's markup looks like on the wire: the tree of its parts, which point into the text instead of repeating it. A part
 * without a kind is text.
 *
 * <p>Thread-safe: stateless.
 */
final class MarkupFrame {

    private MarkupFrame() {}

    /** The parts of a text, unless it is nothing but text. */
    static Optional<ArrayNode> of(String text) {
        Markup markup = Markup.parse(text);
        return markup.plain() ? Optional.empty() : Optional.of(parts(markup.parts()));
    }

    private static ArrayNode parts(List<Node> nodes) {
        ArrayNode parts = Json.array();
        nodes.forEach(node -> parts.add(part(node)));
        return parts;
    }

    private static ObjectNode part(Node node) {
        if (node instanceof Node.Text text) {
            return span(Json.object(), text.at());
        } else if (node instanceof Node.Code code) {
            return span(kind("code"), code.at());
        } else if (node instanceof Node.Mention mention) {
            return span(kind("mention"), mention.at());
        }
        ObjectNode json = whole(node);
        json.set("parts", parts(node.parts()));
        return json;
    }

    /** Without its parts. */
    private static ObjectNode whole(Node node) {
        if (node instanceof Node.Link link) {
            ObjectNode json = kind("link");
            json.set("address", span(Json.object(), link.address()));
            return json;
        } else if (node instanceof Node.CodeBlock block) {
            ObjectNode json = kind("code_block");
            block.language().ifPresent(at -> json.set("language", span(Json.object(), at)));
            return json;
        } else if (node instanceof Node.Items items) {
            ObjectNode json = kind("list");
            items.first().ifPresent(first -> json.put("first", first));
            return json;
        }
        return kind(name(node));
    }

    private static String name(Node node) {
        if (node instanceof Node.Bold) {
            return "bold";
        } else if (node instanceof Node.Italic) {
            return "italic";
        }
        return node instanceof Node.Item ? "item" : "quote";
    }

    private static ObjectNode kind(String kind) {
        return Json.object().put("kind", kind);
    }

    private static ObjectNode span(ObjectNode json, Span at) {
        return json.put("from", at.from()).put("to", at.to());
    }
}
