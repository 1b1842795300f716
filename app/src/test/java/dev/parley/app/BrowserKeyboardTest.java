package dev.parley.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.parley.app.LiveChat.Somebody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page for those who have no mouse. */
class BrowserKeyboardTest extends BrowserSuite {

    private Visitor visitor;
    private Somebody alice;
    private Somebody bob;

    @BeforeEach
    void arrive() {
        alice = somebody("Alice Archer");
        bob = somebody("Bob Baker");
        visitor = visitor();
    }

    @Test
    void everythingCanBeDoneWithTheKeyboardAlone() {
        Page page = visitor.open("/login/").page();
        assertThat(visitor.field("Username or e-mail")).isFocused();
        page.keyboard().type(alice.username());
        page.keyboard().press("Tab");
        page.keyboard().type(LiveChat.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(visitor.list()).isVisible();

        page.keyboard().press("Control+k");
        page.keyboard().type(bob.username());
        assertThat(visitor.person(bob.username())).isVisible();
        page.keyboard().press("Enter");
        assertThat(visitor.composer()).isFocused();
        page.keyboard().type("Typed");
        page.keyboard().press("Shift+Enter");
        page.keyboard().type("in two lines");
        page.keyboard().press("Enter");

        assertThat(visitor.message("Typed")).isVisible();
        assertThat(visitor.page().locator(".pending")).hasCount(0);
        assertThat(visitor.composer()).hasValue("");
    }

    @Test
    void arrowUpEditsTheLastMessageAndEscapeLeavesItAsItWas() {
        chat().post(alice, bob, "Almost rihgt");
        Page page = visitor.talk(alice, bob).page();
        assertThat(visitor.composer()).isFocused();

        page.keyboard().press("ArrowUp");
        assertThat(visitor.editor()).isFocused();
        page.keyboard().type("!");
        page.keyboard().press("Escape");
        assertThat(visitor.message("Almost rihgt")).isVisible();
        assertThat(visitor.composer()).isFocused();
        page.keyboard().press("ArrowUp");
        visitor.editor().fill("Quite right");
        page.keyboard().press("Enter");

        assertThat(visitor.message("Quite right").locator(".edited")).isVisible();
        assertThat(visitor.composer()).isFocused();
    }

    @Test
    void theTabKeyReachesTheButtonsOfAMessage() {
        chat().post(alice, bob, "To be deleted");
        Page page = visitor.talk(alice, bob).page();
        assertThat(visitor.composer()).isFocused();

        page.keyboard().press("Shift+Tab");
        assertThat(visitor.button("Delete message")).isFocused();
        page.keyboard().press("Enter");
        assertThat(visitor.question()).isVisible();
        page.keyboard().press("Escape");
        assertThat(visitor.question()).isHidden();
        assertThat(visitor.button("Delete message")).isFocused();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");

        assertThat(visitor.tombstones()).hasCount(1);
        assertThat(visitor.composer()).isFocused();
    }

    @Test
    void theTabKeyComesToTheAccountAndOut() {
        visitor.logIn(alice);
        Page page = visitor.open("/").page();
        assertThat(visitor.list()).isVisible();
        page.locator(".skip-link").focus();

        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(visitor.button("New conversation")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(visitor.button("Log out")).isFocused();
        page.keyboard().press("Escape");
        assertThat(visitor.button("Log out")).isHidden();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");

        assertThat(page.locator("#login-form")).isVisible();
    }

    @Test
    void escapeLeavesTheSearch() {
        chat().post(alice, bob, "Something to find");
        visitor.talk(alice, bob).search("something");

        visitor.page().keyboard().press("Escape");

        assertThat(visitor.page().locator("#message-search")).hasCount(0);
        assertThat(visitor.page().locator("#search-toggle")).isFocused();
        assertThat(visitor.page().locator("#timeline mark")).hasCount(0);
    }
}
