package dev.parley.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers, reactions, pins and former texts on the page, two people with a browser each. */
class BrowserMarkTest extends BrowserPairSuite {

    @BeforeEach
    void meet() {
        one.talk(alice, bob);
        other.talk(bob, alice);
    }

    private static Locator does(Visitor visitor, String message, String what) {
        Locator line = visitor.message(message);
        line.hover();
        return line.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(what).setExact(true));
    }

    @Test
    void anAnswerShowsWhatItAnswersAndFollowsIt() {
        one.write("Shall we meet at noon?");

        does(other, "Shall we meet at noon?", "Reply").click();
        assertThat(other.page().locator(".answered")).containsText("Alice Archer");
        other.write("Gladly");

        Locator quote = one.message("Gladly").locator(".quote");
        assertThat(quote).containsText("Shall we meet at noon?");
        assertThat(other.page().locator(".answered")).hasCount(0);
        Chromium.picture(one.page(), "answer");
        quote.click();
        assertThat(one.message("Shall we meet at noon?")).isInViewport();

        one.edit("Shall we meet at noon?", "Shall we meet at one?");
        assertThat(other.message("Gladly").locator(".quote")).containsText("Shall we meet at one?");

        one.delete("Shall we meet at one?");
        assertThat(other.message("Gladly").locator(".quote")).containsText("Message deleted");
        assertThat(quote).containsText("Message deleted");
    }

    @Test
    void anAnswerCanBeThoughtBetterOf() {
        one.write("Anybody there?");
        does(other, "Anybody there?", "Reply").click();

        other.button("Do not reply to this message").click();
        other.write("Unasked");

        assertThat(one.message("Unasked")).isVisible();
        assertThat(one.message("Unasked").locator(".quote")).hasCount(0);
    }

    @Test
    void aReactionIsSeenByBothAndTakenBack() {
        one.write("It is done");

        does(other, "It is done", "React").click();
        other.button("React with 🎉").click();

        Locator seen = one.message("It is done").locator(".reaction");
        assertThat(seen).hasText("🎉 1");
        assertThat(seen).hasAttribute("title", "Bob Baker");
        seen.click();
        assertThat(other.message("It is done").locator(".reaction")).hasText("🎉 2");
        Chromium.picture(other.page(), "reactions");
        other.message("It is done").locator(".reaction").click();
        assertThat(seen).hasText("🎉 1");
        assertThat(seen).hasAttribute("aria-pressed", "true");
    }

    @Test
    void anyEmojiCanBeTypedAndTextIsRefused() {
        one.write("Guess");
        does(other, "Guess", "React").click();
        Locator field = other.page().getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Other emoji"));

        field.fill("no");
        field.press("Enter");
        assertThat(other.page().getByText("React with one emoji.")).isVisible();

        does(other, "Guess", "React").click();
        field.fill("🦔");
        field.press("Enter");
        assertThat(one.message("Guess").locator(".reaction")).hasText("🦔 1");
    }

    @Test
    void whatIsPinnedIsFoundFromTheHead() {
        one.write("The code is 4711");
        one.write("Something else");

        other.choose("The code is 4711", "Pin message");

        one.button("Pinned messages (1)").click();
        Locator pinned = one.page().locator("#pinned button");
        assertThat(pinned).containsText("The code is 4711");
        Chromium.picture(one.page(), "pinned");
        pinned.click();
        one.choose("The code is 4711", "Unpin message");
        assertThat(one.button("Pinned messages (1)")).hasCount(0);
    }

    @Test
    void oneReadsWhatOneSaidBefore() {
        one.write("First thought");
        one.edit("First thought", "Second thought");
        assertThat(other.message("Second thought")).isVisible();

        one.message("Second thought").locator("button.edited").click();

        assertThat(one.page().locator("#former-texts")).containsText("First thought");
        assertThat(other.message("Second thought").locator("button.edited")).hasCount(0);
    }
}
