package dev.parley.core.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupAttackTest {

    /** What signs consist of, where they hold no address and no language. */
    private static final String SIGNS = "*_`>[]()-.0123456789 \t\r\n";

    private static final List<String> MORSELS = List.of(
            "*",
            "**",
            "***",
            "_",
            "`",
            "``",
            "```",
            "[",
            "]",
            "](",
            ")",
            "(",
            "@",
            "@bob",
            "http://",
            "http://a.b",
            "x",
            " ",
            "\n",
            "\r\n",
            "- ",
            "1. ",
            "2. ",
            "> ",
            ">",
            "é",
            "你",
            "🦊",
            "```java\n",
            "\n```\n",
            "[a](http://b.c)",
            "mailto:",
            "a@b",
            ".",
            "!");

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">",
                "> ",
                "[",
                "*",
                "`",
                "(",
                "|",
                "![x](",
                "_a ",
                "*a ",
                "**a *b ",
                "*a_",
                "[a](",
                "[a](http://",
                "[a](http://b",
                "](",
                "[]",
                "]",
                "@",
                "@a",
                "@a.",
                "http://",
                "http://(",
                "http://a@",
                "http://a@b ",
                "http://a](",
                "http://a)",
                "h",
                "` `` ``` ",
                "`a",
                "``` \n",
                "```\n",
                "```a\n`",
                "- \n",
                "- a\n",
                "1. a\n",
                "1. a\n2. b\n",
                "> a\n",
                "> > \n",
                ">\n",
                "***a** ",
                "***a* ",
                "_*a_ b* ",
                "[*a](http://b)* ",
                "é\u0301*",
                "🦊_"
            })
    void c02_whateverIsRepeatedIsReadInNoTimeAndComesToLittle(String morsel) {
        String text = morsel.repeat(10_000);

        Markup markup = Markup.parse(text);

        holds(markup, text);
        assertThat(fastest(text)).isLessThan(Duration.ofMillis(100));
    }

    /** The processor's time at the best of a few times: what else the machine does meanwhile is not counted. */
    private static Duration fastest(String text) {
        return Stream.generate(() -> duration(text))
                .limit(10)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Duration duration(String text) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        Markup markup = Markup.parse(text);
        Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
        assertThat(markup.parts()).isNotEmpty();
        return taken;
    }

    @Test
    void c02_fiveThousandColumnsAreOneLineOfText() {
        String table = "| a ".repeat(5_000) + "|\n" + "|---".repeat(5_000) + "|";

        assertThat(Markup.parse(table).plain()).isTrue();
    }

    @Test
    void nothingIsLostWhateverIsWritten() {
        Random random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            String text = random.ints(random.nextInt(40), 0, MORSELS.size())
                    .mapToObj(MORSELS::get)
                    .collect(Collectors.joining());

            holds(Markup.parse(text), text);
        }
    }

    /** The pieces of a text are in order, and what is not shown of it are signs; nodes are neither too many nor too deep. */
    private static void holds(Markup markup, String text) {
        List<Node> nodes = nodes(markup.parts());
        List<Span> pieces = nodes.stream().flatMap(MarkupAttackTest::piece).toList();
        StringBuilder rest = new StringBuilder(text);

        for (int i = 1; i < pieces.size(); i++) {
            assertThat(pieces.get(i).from())
                    .isGreaterThanOrEqualTo(pieces.get(i - 1).to());
        }
        Stream.concat(pieces.stream(), nodes.stream().flatMap(MarkupAttackTest::aside))
                .forEach(span -> rest.replace(span.from(), span.to(), " ".repeat(span.to() - span.from())));
        assertThat(rest.chars().allMatch(c -> SIGNS.indexOf(c) >= 0)).as(text).isTrue();
        assertThat(nodes.stream().filter(node -> !(node instanceof Node.Text)))
                .hasSizeLessThanOrEqualTo(Markup.MAX_NODES);
        assertThat(nodes).hasSizeLessThanOrEqualTo(3 * Markup.MAX_NODES + 1);
        assertThat(depth(markup.parts())).isLessThanOrEqualTo(Markup.MAX_DEPTH + 1);
    }

    private static Stream<Span> piece(Node node) {
        if (node instanceof Node.Text text) {
            return Stream.of(text.at());
        } else if (node instanceof Node.Code code) {
            return Stream.of(code.at());
        }
        return node instanceof Node.Mention mention ? Stream.of(mention.at()) : Stream.of();
    }

    /** What is said about a node rather than shown. */
    private static Stream<Span> aside(Node node) {
        if (node instanceof Node.Link link) {
            return Stream.of(link.address());
        }
        return node instanceof Node.CodeBlock block ? block.language().stream() : Stream.of();
    }

    private static List<Node> nodes(List<Node> parts) {
        return parts.stream()
                .flatMap(node -> Stream.concat(Stream.of(node), nodes(node.parts()).stream()))
                .toList();
    }

    private static int depth(List<Node> parts) {
        return parts.stream().mapToInt(node -> 1 + depth(node.parts())).max().orElse(0);
    }
}
