package dev.parley.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.parley.app.LiveChat.Somebody;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write is text, whatever it looks like: in a real browser, under the page's own policy. */
class BrowserAttackTest extends BrowserSuite {

    /** Markup that runs something where it is taken for markup; each tells that it ran by a dialog. */
    private static final List<String> SCRIPTS = List.of(
            "<script>alert(1)</script>",
            "<ScRiPt src=//127.0.0.1/x.js></sCrIpT>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
            "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
            "<a href=javascript:alert(1)>look</a>",
            "<a href=\"JaVaScRiPt:alert(1)\">look</a>",
            "<a href=\"&#106;avascript:alert(1)\">look</a>",
            "<a href=\"java\tscript:alert(1)\">look</a>",
            "<a href=\"java\nscript:alert(1)\">look</a>",
            "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
            "<details open ontoggle=alert(1)>",
            "<input autofocus onfocus=alert(1)>",
            "<style>@import '//127.0.0.1/x.css';</style>",
            "<base href=//127.0.0.1/>",
            "<meta http-equiv=refresh content='0;url=data:text/html,x'>",
            "\"><script>alert(1)</script>",
            "' onmouseover='alert(1)",
            "${alert(1)} {{constructor.constructor('alert(1)')()}}",
            "javascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:msgbox(1)",
            "https://x.test/\"onmouseover=\"alert(1)",
            "[look](javascript:alert(1))",
            "[look](JaVaScRiPt:alert(1))",
            "[look](&#106;avascript:alert(1))",
            "[look](java\tscript:alert(1))",
            "[look](data:text/html,<script>alert(1)</script>)",
            "[look](vbscript:msgbox(1))",
            "![x](".repeat(100));

    /** Markup that changes its meaning when a parser has seen it twice. */
    private static final List<String> MUTATIONS = List.of(
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(1) src>\">",
            "<!--><img src=x onerror=alert(1)>-->",
            "<![CDATA[<img src=x onerror=alert(1)>]]>",
            "<template><script>alert(1)</script></template>",
            "<textarea></textarea><img src=x onerror=alert(1)>",
            "<title></title><script>alert(1)</script>",
            "&lt;img src=x onerror=alert(1)&gt; &amp;lt; &#60;b&#62;");

    private Visitor victim;
    private Somebody alice;

    @BeforeEach
    void arrive() {
        alice = somebody("Alice Archer");
        victim = visitor();
    }

    @Test
    void c01_whatRunsScriptsElsewhereIsShownAsText() {
        shows(SCRIPTS);
    }

    @Test
    void c03_markupThatMutatesIsShownUnchanged() {
        shows(MUTATIONS);
    }

    private void shows(List<String> messages) {
        Somebody mallory = somebody("Mallory Moon");
        messages.forEach(message -> chat().post(mallory, alice, message));

        victim.talk(alice, mallory);

        assertThat(victim.messages()).hasCount(messages.size());
        assertThat(victim.page().locator("#timeline .text").allTextContents()).isEqualTo(messages);
        assertOnlyText();
        victim.search("alert");
        assertThat(victim.page().locator("#timeline .text").allTextContents()).isEqualTo(messages);
        assertOnlyText();
    }

    @Test
    void c01_whatOneWritesOneselfIsTextInEveryPlace() {
        Somebody bob = somebody("Bob Baker");
        victim.talk(alice, bob).write("<img src=x onerror=alert(1)>");

        victim.beginDeleting("<img src=x onerror=alert(1)>");
        assertThat(victim.question().locator("blockquote")).hasText("<img src=x onerror=alert(1)>");
        victim.button("Cancel").click();
        victim.edit("<img src=x onerror=alert(1)>", "<svg/onload=alert(2)>");

        assertThat(victim.row(bob)).containsText("<svg/onload=alert(2)>");
        assertOnlyText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "<script>alert(1)</script>",
                "\"><svg/onload=alert(1)>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">"
            })
    void c01_c03_aNameIsTextWhereverItStands(String name) {
        Somebody mallory = somebody(name);
        chat().post(mallory, alice, "Good morning");
        victim.logIn(alice);
        assertThat(victim.row(mallory)).containsText("Good morning");

        victim.find(name);
        assertThat(victim.page().locator("nav mark").first()).isVisible();
        victim.open("/chat/" + mallory.username() + "/");

        assertThat(victim.page().locator("h1")).hasText(name);
        assertThat(victim.composer()).hasAttribute("placeholder", "Message " + name);
        assertThat(victim.page().locator(".beginning")).containsText(name);
        victim.search("morning");
        assertThat(victim.results()).containsText(name);
        assertOnlyText();
    }

    @Test
    void onlyAddressesOfTheWebBecomeLinks() {
        Somebody bob = somebody("Bob Baker");
        chat().post(bob, alice, "See https://example.org/a?b=c, not javascript:alert(1) nor https://user@example.org/");

        victim.talk(alice, bob);

        assertThat(victim.page().locator("#timeline .text a")).hasCount(1);
        assertThat(victim.page().locator("#timeline .text a")).hasAttribute("href", "https://example.org/a?b=c");
        assertThat(victim.page().locator("#timeline .text a")).hasAttribute("rel", "noopener noreferrer nofollow ugc");
    }

    /** Markup of our own around what would run elsewhere: the signs go, the rest stays text. */
    @Test
    void c01_whatRunsScriptsElsewhereIsTextWithinMarkupToo() {
        String hostile = "<img src=x onerror=alert(1)>";
        Somebody mallory = somebody("Mallory Moon");
        chat().post(
                        mallory,
                        alice,
                        "**%1$s** *%1$s* `%1$s`\n> %1$s\n- %1$s\n```html\n%1$s\n```\n[%1$s](https://x.test/%1$s)"
                                .formatted(hostile));

        victim.talk(alice, mallory);

        assertThat(victim.page().locator("#timeline .text :is(strong, em, code, blockquote, li)"))
                .hasText(new String[] {hostile, hostile, hostile, hostile, hostile, hostile});
        assertThat(victim.page().locator("#timeline .text img")).hasCount(0);
        assertThat(victim.page().locator("#timeline .text a")).hasAttribute("href", "https://x.test/");
        assertThat(victim.alarms()).isEmpty();
    }

    @Test
    void whatIsMarkedUpIsShownAsWhatItIs() {
        Somebody bob = somebody("Bob Baker");
        chat().post(
                        bob,
                        alice,
                        "**bold** *italic* `code`\n> quoted\n3. three\n4. four\n```js\nlet a;\n```\n[here](https://example.org/a)");

        victim.talk(alice, bob);

        Locator text = victim.page().locator("#timeline .text");
        assertThat(text.locator("strong")).hasText("bold");
        assertThat(text.locator("em")).hasText("italic");
        assertThat(text.locator("code")).hasText(new String[] {"code", "let a;"});
        assertThat(text.locator("blockquote")).hasText("quoted");
        assertThat(text.locator("ol[start='3'] li")).hasText(new String[] {"three", "four"});
        assertThat(text.locator("pre")).hasCSS("direction", "ltr");
        assertThat(text.locator("a")).hasText("here");
        assertThat(text.locator("a")).hasAttribute("href", "https://example.org/a");
        assertThat(text.locator("a")).hasAttribute("title", "https://example.org/a");
        victim.search("quoted");
        assertThat(text.locator("blockquote mark")).hasText("quoted");
        assertThat(victim.composer()).hasAttribute("aria-describedby", "markup-hint message-count");
    }

    @Test
    void c05_aNameThatTurnsTheDirectionIsRefused() {
        victim.register("turned", "Alice\u202Egnikniht", "blue bicycle lamp");

        assertThat(victim.page().locator("#display_name-note.wrong")).isVisible();
    }

    @Test
    void c05_aMessageThatTurnsTheDirectionTurnsNothingElse() {
        Somebody bob = somebody("Bob Baker");
        chat().post(bob, alice, "left \u202Ethgir \u2066inner");
        chat().post(bob, alice, "after");

        victim.talk(alice, bob);

        assertThat(victim.message("left").locator(".text")).hasCSS("unicode-bidi", "plaintext");
        assertThat(victim.message("left").locator(".meta")).hasCSS("direction", "ltr");
        assertThat(victim.row(bob).locator("bdi").first()).hasText("Bob Baker");
    }

    @Test
    void theseTestsWouldNoticeAScriptThatIsKeptFromRunning() {
        Visitor shown = new Visitor(chromium().page(), chat());
        Page page = shown.open("/login/").page();

        page.evaluate("try { document.body.innerHTML = '<img src=x onerror=alert(1)>' } catch { /* refused */ }");

        page.waitForCondition(
                () -> shown.alarms().stream().anyMatch(alarm -> alarm.contains("require-trusted-types-for")));
    }

    @Test
    void theseTestsWouldNoticeAScriptThatRuns() {
        Visitor shown = new Visitor(chromium().page(), chat());

        shown.open("/login/").page().evaluate("alert(1)");

        assertThat(shown.alarms()).containsExactly("dialog: 1");
    }

    /** What was written has become neither an element nor a script that runs, nor has one been kept from running. */
    private void assertOnlyText() {
        Page page = victim.page();
        assertThat(page.locator("#timeline .text *:not(a, mark), bdi *:not(mark), h1 *:not(bdi), blockquote *"))
                .hasCount(0);
        assertThat(page.locator(
                        "body :is(script, iframe, object, embed, style, base, meta, img, math, template, noscript *)"))
                .hasCount(0);
        assertThat(page.locator("a[href^='javascript' i], a[href^='data' i], a[href^='vbscript' i]"))
                .hasCount(0);
        assertThat(victim.alarms()).isEmpty();
    }
}
