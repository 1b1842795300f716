package dev.parley.core.markup;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toCollection;

import dev.parley.core.model.Username;
import dev.parley.core.model.Words;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A text as its author has marked it up: a tree whose leaves are pieces of the text. It holds no HTML and comes to none; what
 * is no sign of the dialect is text, whatever it may mean elsewhere.
 *
 * <p><b>The dialect</b> is what people write in chats anyway, in the manner of CommonMark but smaller:
 *
 * <table>
 *   <caption>What is written, and what it is</caption>
 *   <tr><td>{@code **bold**}</td><td>{@link Node.Bold}</td></tr>
 *   <tr><td>{@code *italic*}, {@code _italic_}</td><td>{@link Node.Italic}</td></tr>
 *   <tr><td>{@code `code`}, also with two or three backticks</td><td>{@link Node.Code}</td></tr>
 *   <tr><td>lines between a line {@code ```} or {@code ```java} and a line {@code ```}</td><td>{@link Node.CodeBlock}</td></tr>
 *   <tr><td>{@code [text](address)}, and any http or https address by itself</td><td>{@link Node.Link}</td></tr>
 *   <tr><td>{@code @name}</td><td>{@link Node.Mention}</td></tr>
 *   <tr><td>lines that begin with {@code "- "}, or with {@code "1. "} and on from there</td><td>{@link Node.Items}</td></tr>
 *   <tr><td>lines that begin with {@code "> "}</td><td>{@link Node.Quote}</td></tr>
 * </table>
 *
 * <p><b>What is a sign and what is not.</b> Emphasis begins where a word may begin and ends where one may end, with no space
 * inside its signs: so {@code 2 * 3 * 4}, {@code 2*3*4} and {@code snake_case_name} stay as they are. In scripts that put no
 * space between words every place is such a place. Emphasis, code and links end in the line that they begin in; four stars or
 * two underscores are no sign. In code nothing else has a meaning, so code is also the way to write a sign as it is: there is
 * no other. A link's address begins with http, https or mailto, has no space and no brackets and names no user before its host;
 * a link whose text holds an address is none, so that nothing seems to lead elsewhere than it does. A code block that does not
 * end or holds nothing is none. Numbers are shown as they were written: where one does not follow the one before, another list begins. A mention
 * is not part of a word or of an e-mail address, and has the shape of a {@link Username}.
 *
 * <p><b>Bounds.</b> There are at most {@value #MAX_NODES} nodes beside pieces of text, {@value #MAX_DEPTH} within one another,
 * and hence at most three times as many in all. What is beyond stays text with its signs, so that nothing of a text is ever
 * lost: its pieces and the signs between them are the text. Reading takes time in proportion to the text's length whatever it
 * holds, but for putting in order what was found; a text without a sign is only looked through.
 *
 * <p>Thread-safe: immutable.
 */
public record Markup(List<Node> parts) {

    /** How many nodes there are at most beside pieces of text. */
    public static final int MAX_NODES = 64;

    /** How many of them contain one another at most. */
    public static final int MAX_DEPTH = 8;

    private static final int MAX_NAMES = 50;

    public Markup {
        parts = List.copyOf(parts);
    }

    /** Reads a text. */
    public static Markup parse(String text) {
        if (signless(text)) {
            return new Markup(List.of(new Node.Text(new Span(0, text.length()))));
        }
        return new Markup(Blocks.read(text, MAX_NODES));
    }

    /**
     * Who is spoken to in a text: the names as {@link Username#fold} makes them, each once, in order, at most 50. They are names
     * that somebody may have, and {@code all} among them where it was written.
     */
    public static Set<String> names(String text) {
        if (text.indexOf('@') < 0) {
            return Set.of();
        }
        return parse(text).parts().stream()
                .flatMap(Markup::mentions)
                .map(mention -> Username.fold(mention.name(text)))
                .distinct()
                .limit(MAX_NAMES)
                .collect(collectingAndThen(toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    }

    private static Stream<Node.Mention> mentions(Node node) {
        return node instanceof Node.Mention mention
                ? Stream.of(mention)
                : node.parts().stream().flatMap(Markup::mentions);
    }

    /** A text with the names that it calls people by ({@link #names}). */
    public static Words words(String text) {
        return new Words(text, names(text));
    }

    /** Whether it is nothing but text. */
    public boolean plain() {
        return parts.stream().allMatch(Node.Text.class::isInstance);
    }

    /** Whether nothing in a text can be a sign: most texts are such, and cost no more than this. */
    private static boolean signless(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (mayBeSign(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayBeSign(String text, int at) {
        return switch (text.charAt(at)) {
            case '*', '_', '`', '[', '>', '@' -> true;
            case ':' -> text.startsWith("//", at + 1);
            case '-', '.' -> text.startsWith(" ", at + 1);
            default -> false;
        };
    }
}
