package dev.parley.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.parley.app.LiveChat.Somebody;
import java.util.function.Consumer;

/**
 * A walk through every view of the page, with a stop at each.
 *
 * <p>Not thread-safe.
 *
 * @param stop called with the name of the view that is shown
 */
record Tour(Visitor visitor, Consumer<String> stop) {

    void walk(Somebody who, Somebody with) {
        entrance();
        visitor.logIn(who);
        list(with);
        conversation(with);
        ownMessage();
    }

    private void entrance() {
        visitor.open("/register/");
        assertThat(visitor.page().locator("#register-form")).isVisible();
        visitor.button("Create account").click();
        assertThat(visitor.page().locator("#username-note.wrong")).isVisible();
        stop.accept("register");
        visitor.open("/login/").give("nobody-at-all", "a wrong password");
        assertThat(visitor.page().locator(".alert")).isVisible();
        stop.accept("login");
    }

    private void list(Somebody with) {
        assertThat(visitor.row(with)).isVisible();
        stop.accept("list");
        visitor.page().locator("summary").click();
        assertThat(visitor.button("Log out")).isVisible();
        stop.accept("account");
        visitor.page().keyboard().press("Escape");
        visitor.find(with.name().substring(0, 2));
        assertThat(visitor.page().locator("nav mark").first()).isVisible();
        stop.accept("finding");
    }

    private void conversation(Somebody with) {
        visitor.open("/chat/" + with.username() + "/");
        assertThat(visitor.messages().last()).isInViewport();
        assertThat(visitor.composer()).isFocused();
        stop.accept("conversation");
        visitor.search("example");
        stop.accept("search");
        visitor.results().first().click();
        assertThat(visitor.page().locator("#timeline .line.target")).isInViewport();
        stop.accept("result");
        visitor.page().keyboard().press("Escape");
    }

    private void ownMessage() {
        visitor.composer().focus();
        visitor.page().keyboard().press("ArrowUp");
        assertThat(visitor.editor()).isFocused();
        stop.accept("editing");
        visitor.page().keyboard().press("Escape");
        visitor.page().keyboard().press("Shift+Tab");
        visitor.page().keyboard().press("Enter");
        assertThat(visitor.question()).isVisible();
        stop.accept("deleting");
    }
}
