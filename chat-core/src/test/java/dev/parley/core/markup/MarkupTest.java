package dev.parley.core.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '"',
            value = {
                "**bold** move → bold(bold)| move",
                "so *italic* and _this_ too → so |italic(italic)| and |italic(this)| too",
                "***both*** → bold(italic(both))",
                "**bold *both*** → bold(bold |italic(both))",
                "*a **b*** → italic(a |bold(b))",
                "***a* b** → bold(italic(a)| b)",
                "(**bold**), → (|bold(bold)|),",
                "**a _b_ `c`** → bold(a |italic(b)| |code(c))",
                "这是**重要。**的 → 这是|bold(重要。)|的",
                "say `a*b*` → say |code(a*b*)",
                "`` a`b `` → code(a`b)",
                "```one line``` → code(one line)",
            })
    void whatIsMarkedUpIsFound(String text, String shape) {
        assertThat(Shape.of(text)).isEqualTo(shape);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello, world",
                "2 * 3 * 4",
                "2*3*4",
                "2**3**4",
                "snake_case_name",
                "__init__",
                "* not closed",
                "*not closed",
                "** a **",
                "****four****",
                "`not closed",
                "``not closed`",
                "a `` b",
                "[text] (address)",
                "[](address)",
                "[](mailto:a@example.org)",
                "[text](",
                "arr[0](1)",
                "-1 degrees",
                "- ",
                "1.5 metres",
                "007. agent",
                ">:(",
                ">",
                "> ",
                "a > b",
                "1234567890. long",
                "```java\nnever ends",
                "```\n```",
                "\\*",
                "<b>bold</b>",
                "&lt;",
                "",
            })
    void whatIsNoSignStaysAsItIs(String text) {
        assertThat(Markup.parse(text).plain()).isTrue();
        assertThat(Shape.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '"',
            value = {
                "see http://example.org/a. → see |link<http://example.org/a>(http://example.org/a)|.",
                "(https://example.org/a_(b)) → (|link<https://example.org/a_(b)>(https://example.org/a_(b))|)",
                "**HTTP://example.org** → bold(link<HTTP://example.org>(HTTP://example.org))",
                "http://例え.jp/道。次 → link<http://例え.jp/道>(http://例え.jp/道)|。次",
                "[the *docs*](https://example.org/?a=(b)) → link<https://example.org/?a=(b)>(the |italic(docs))",
                "[mail](mailto:a@example.org) → link<mailto:a@example.org>(mail)",
                "![x](http://example.org) → !|link<http://example.org>(x)",
                "[link [0]](http://example.org) → link<http://example.org>(link [0])",
                "*[a](http://example.org)* → italic(link<http://example.org>(a))",
                "[*a](http://example.org)* → link<http://example.org>(*a)|*",
            })
    void addressesCanBeFollowed(String text, String shape) {
        assertThat(Shape.of(text)).isEqualTo(shape);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a](javascript:alert(1))",
                "[a](JaVaScRiPt:alert(1))",
                "[a](java\tscript:alert(1))",
                "[a](&#106;avascript:alert(1))",
                "[a](data:text/html,x)",
                "[a](vbscript:x)",
                "[a](//example.org)",
                "[a](/path)",
                "[a](http:example.org)",
                "[a](http://)",
                "[a](http:///path)",
                "[a](http://user@example.org)",
                "[a](mailto:)",
                "[a](mailto:a@b@c)",
                "[a](mailto:a@b?bcc=c)",
                "[a](mailto:a@example.org\" onclick=\"x)",
                "[a](mailto:a@exa\u202emple.org)",
                "http://bank.example@evil.example",
                "xhttp://example.org",
                "ftp://example.org",
                "http://",
            })
    void c01_whatMayDoHarmIsNoAddress(String text) {
        assertThat(Shape.of(text)).doesNotContain("link");
    }

    @Test
    void noLinkSeemsToLeadElsewhereThanItDoes() {
        assertThat(Shape.of("[https://bank.example](https://evil.example)"))
                .isEqualTo("[|link<https://bank.example>(https://bank.example)|]("
                        + "|link<https://evil.example>(https://evil.example)|)");
    }

    @Test
    void linesThatBeginAlikeAreAList() {
        assertThat(Shape.of("Buy:\n- milk\n- **two** eggs\nThanks"))
                .isEqualTo("Buy:|items(item(milk)|item(bold(two)| eggs))|Thanks");
    }

    @Test
    void numbersAreShownAsTheyWereWritten() {
        assertThat(Shape.of("1. a\r\n2. b\r\n4. c\r\n- d"))
                .isEqualTo("items<1>(item(a)|item(b))|items<4>(item(c))|items(item(d))");
    }

    @Test
    void aQuoteHoldsWhatAnythingElseHolds() {
        assertThat(Shape.of("> a\n> **b**\n>\n> > c\n> - d\n> ```\n> e\n> f\n> ```\ng"))
                .isEqualTo("quote(a\n|bold(b)|\n|quote(c)|items(item(d))|codeblock(e\n|f))|g");
    }

    @Test
    void inACodeBlockNothingHasAMeaning() {
        assertThat(Shape.of("a\n```java\n**x**\n\n> @y\n```\nb")).isEqualTo("a|codeblock<java>(**x**\n\n> @y)|b");
    }

    @Test
    void emphasisEndsInTheLineThatItBeginsIn() {
        assertThat(Shape.of("*a\nb*")).isEqualTo("*a\nb*");
    }

    @Test
    void whoIsSpokenToIsFound() {
        assertThat(Markup.names(
                        "@Bob, ask (@carla-m.) or **@all**: `@code` a@example.org @bob@example.org @x 你好@dave你好 @"
                                + "n".repeat(33)))
                .containsExactly("bob", "carla-m", "all", "dave");
        assertThat(Markup.names("```\n@bob\n```\n> @eve.\nhttp://example.org/@mallory @bobé @@bob"))
                .containsExactly("eve");
        assertThat(Markup.names("nobody")).isEmpty();
    }

    @Test
    void atMostFiftyPeopleAreSpokenTo() {
        String text = String.join(
                " ", IntStream.range(0, 80).mapToObj(i -> "@user" + i).toList());

        assertThat(Markup.names(text)).hasSize(50).startsWith("user0", "user1").endsWith("user49");
    }

    @Test
    void whatIsTooDeepStaysAsItIs() {
        assertThat(Shape.of("> ".repeat(9) + "a")).isEqualTo("quote(".repeat(8) + "> a" + ")".repeat(8));
        assertThat(Shape.of("> ".repeat(7) + "*a **b***"))
                .isEqualTo("quote(".repeat(7) + "italic(a **b**)" + ")".repeat(7));
        assertThat(Shape.of("> ".repeat(7) + "- a")).isEqualTo("quote(".repeat(7) + "- a" + ")".repeat(7));
    }

    @Test
    void whatIsTooMuchStaysAsItIs() {
        List<Node> bold = Markup.parse("*a* ".repeat(65)).parts();

        assertThat(bold).hasSize(2 * 64).endsWith(new Node.Text(new Span(64 * 4 - 1, 65 * 4)));
        assertThat(Shape.of("> a\n".repeat(65))).isEqualTo("quote(" + "a\n|".repeat(63) + "a)|> a\n");
    }
}
