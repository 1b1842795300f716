package dev.parley.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.app.LiveChat.Somebody;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Somebody in front of the page: what people do there, in their words, and what the page did that it must never do.
 *
 * <p>Not thread-safe.
 */
final class Visitor {

    private final Page page;
    private final LiveChat chat;
    private final List<String> alarms = new CopyOnWriteArrayList<>();

    Visitor(Page page, LiveChat chat) {
        this.page = page;
        this.chat = chat;
        page.addInitScript("addEventListener('securitypolicyviolation', event =>"
                + " console.error('policy violated: ' + event.violatedDirective + ' ' + event.blockedURI))");
        page.onConsoleMessage(message -> alarmIf(message.text().startsWith("policy violated"), message.text()));
        page.onPageError(error -> alarmIf(true, "error: " + error));
        page.onDialog(this::dismiss);
    }

    private void dismiss(Dialog dialog) {
        alarmIf(true, "dialog: " + dialog.message());
        dialog.dismiss();
    }

    private void alarmIf(boolean ringing, String what) {
        if (ringing) {
            alarms.add(what);
        }
    }

    /** Dialogs, scripts that failed, and breaches of the page's policy. */
    List<String> alarms() {
        return alarms;
    }

    Page page() {
        return page;
    }

    Visitor open(String path) {
        page.navigate(chat.url(path));
        return this;
    }

    void register(String username, String name, String password) {
        open("/register/");
        field("Username").fill(username);
        field("Name").fill(name);
        field("Password").fill(password);
        button("Create account").click();
    }

    /** Logs in on the page and comes to the list. */
    Visitor logIn(Somebody who) {
        open("/login/");
        give(who.username(), LiveChat.PASSWORD);
        assertThat(list()).isVisible();
        return this;
    }

    /** Fills in the form to log in, and sends it. */
    void give(String username, String password) {
        field("Username or e-mail").fill(username);
        field("Password").fill(password);
        button("Log in").click();
    }

    void logOut() {
        page.locator("summary[aria-label='Your account']").click();
        button("Log out").click();
        assertThat(page.locator("#login-form")).isVisible();
    }

    /** Logs in and opens the conversation with somebody. */
    Visitor talk(Somebody who, Somebody to) {
        logIn(who).open("/chat/" + to.username() + "/");
        assertThat(page.locator("#timeline")).isVisible();
        return this;
    }

    Locator list() {
        return page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Conversations"));
    }

    /** The row of a conversation in the list. */
    Locator row(Somebody with) {
        return page.locator("#conversation-list li", new Page.LocatorOptions().setHasText(with.name()));
    }

    void find(String name) {
        page.getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Find people or conversations"))
                .fill(name);
    }

    Locator person(String username) {
        return page.locator("#people-list [data-username='" + username + "']");
    }

    /** The field to write in. */
    Locator composer() {
        return page.locator("#message-field");
    }

    void write(String text) {
        composer().fill(text);
        button("Send").click();
        assertThat(message(text)).isVisible();
    }

    Locator timeline() {
        return page.locator("#timeline");
    }

    /** All messages that are shown, the oldest first. */
    Locator messages() {
        return page.locator("#timeline li[data-message-id]");
    }

    /** The message that says so, and not one that quotes it. */
    Locator message(String text) {
        Locator words = page.locator(".bubble > .text, .system", new Page.LocatorOptions().setHasText(text));
        return page.locator("#timeline li[data-message-id]", new Page.LocatorOptions().setHas(words));
    }

    Locator tombstones() {
        return page.locator("#timeline .tombstone");
    }

    /** Does something seldom with a message. */
    void choose(String text, String action) {
        message(text).hover();
        message(text).locator(".actions summary").click();
        button(message(text), action).click();
    }

    void beginEditing(String text) {
        message(text).hover();
        button(message(text), "Edit message").click();
    }

    void edit(String from, String to) {
        beginEditing(from);
        editor().fill(to);
        button("Save").click();
        assertThat(message(to)).isVisible();
    }

    Locator editor() {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Edit message"));
    }

    void beginDeleting(String text) {
        message(text).hover();
        button(message(text), "Delete message").click();
        assertThat(question()).isVisible();
    }

    void delete(String text) {
        beginDeleting(text);
        button("Delete").click();
        assertThat(question()).isHidden();
    }

    /** The question before deleting. */
    Locator question() {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Delete this message?"));
    }

    void search(String words) {
        if (!page.locator("#message-search").isVisible()) {
            page.locator("#search-toggle").click();
        }
        page.locator("#message-search").fill(words);
        assertThat(results().first()).isVisible();
    }

    Locator results() {
        return page.locator("#search-results button");
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
