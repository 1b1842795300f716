package dev.parley.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.parley.app.LiveChat.Somebody;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How people read conversations and want to have them, on the page. */
class BrowserReadingTest extends BrowserPairSuite {

    private static final Predicate<String> HIDDEN = url -> url.contains("hidden=");

    private static void openSettings(Visitor visitor) {
        visitor.page()
                .locator("summary[aria-label='Settings of this conversation']")
                .click();
    }

    private static Locator listed(Visitor visitor, String list, Somebody with) {
        return visitor.page().locator(list + " li", new Page.LocatorOptions().setHasText(with.name()));
    }

    @Test
    void whatIsMarkedAsUnreadIsCountedUntilItIsOpenedAgain() {
        chat().post(alice, bob, "First");
        chat().post(alice, bob, "Second");
        chat().post(alice, bob, "Third");
        other.talk(bob, alice);
        assertThat(other.row(alice).locator(".unread-badge")).hasCount(0);

        other.choose("Second", "Mark as unread from here");

        assertThat(other.row(alice).locator(".unread-badge")).containsText("2 unread messages");
        assertThat(other.page().locator("#divider + li")).containsText("Second");
        Chromium.picture(other.page(), "marked-unread");
        other.open("/");
        assertThat(other.row(alice).locator(".unread-badge")).containsText("2 unread messages");
        other.row(alice).click();
        assertThat(other.row(alice).locator(".unread-badge")).hasCount(0);
    }

    @Test
    void aFavouriteStandsFirstAndASilentOneShowsNoCount() {
        chat().post(alice, bob, "Hello");
        other.talk(bob, alice);

        openSettings(other);
        other.button("Favourite").click();
        assertThat(listed(other, "#favourite-list", alice)).isVisible();
        other.field("Nothing").check();
        assertThat(listed(other, "#favourite-list", alice)).containsText("Without notifications");
        Chromium.picture(other.page(), "conversation-settings");
        other.open("/");
        chat().post(alice, bob, "Psst");

        assertThat(listed(other, "#favourite-list", alice)).containsText("Psst");
        assertThat(listed(other, "#favourite-list", alice).locator(".unread-badge"))
                .hasCount(0);
    }

    @Test
    void whatCannotBeSettledIsSaidAndShownAsItIs() {
        chat().post(alice, bob, "Hello");
        other.talk(bob, alice);
        other.page().route("**/settings", Route::abort);

        openSettings(other);
        other.page().getByLabel("Nothing").click();

        assertThat(other.page().locator("parley-settings .menu-problem")).isVisible();
        assertThat(other.field("All messages")).isChecked();
        assertThat(other.field("Nothing")).not().isChecked();
    }

    @Test
    void whenTheHiddenOnesCannotBeAskedForThePageSaysSoAndAsksAgain() {
        chat().post(alice, bob, "Hello");
        other.logIn(bob);
        other.page().route(HIDDEN, Route::abort);

        other.button("Hidden conversations").click();
        assertThat(other.button("Try again")).isVisible();
        other.page().unroute(HIDDEN);
        other.button("Try again").click();

        assertThat(other.page().getByText("No conversation is hidden.")).isVisible();
    }

    @Test
    void aHiddenConversationIsOutOfTheWayUntilSomethingIsSaid() {
        chat().post(alice, bob, "Hello");
        other.talk(bob, alice);

        openSettings(other);
        other.button("Hide until something new is said").click();
        assertThat(other.row(alice)).hasCount(0);
        other.button("Hidden conversations").click();
        assertThat(listed(other, "#hidden-list", alice)).isVisible();
        Chromium.picture(other.page(), "hidden-conversations");
        chat().post(alice, bob, "Are you there?");

        assertThat(other.row(alice)).isVisible();
        assertThat(listed(other, "#hidden-list", alice)).hasCount(0);
    }

    @Test
    void inAnArchivedGroupNobodyWritesUntilItIsBroughtBack() {
        one.logIn(alice);
        other.logIn(bob);
        one.button("New conversation").click();
        one.button("New group").click();
        one.field("Name").fill("Old plans");
        one.page().getByLabel(bob.name() + " @" + bob.username()).check();
        one.button("Create").click();
        one.write("The last word");
        other.page()
                .locator("#conversation-list li", new Page.LocatorOptions().setHasText("Old plans"))
                .click();
        assertThat(other.message("The last word")).isVisible();

        openSettings(one);
        one.button("Archive for everybody").click();

        assertThat(other.message("archived this")).isVisible();
        assertThat(other.composer()).isHidden();
        assertThat(other.page().getByText("This is archived")).isVisible();
        assertThat(other.page().locator("#archived-list li")).hasCount(1);
        Chromium.picture(other.page(), "archived");
        one.button("Bring back for everybody").click();
        assertThat(other.composer()).isVisible();
    }

    @Test
    void whatTheOtherHasSeenIsSaidUnlessHeKeepsItToHimself() {
        one.talk(alice, bob);
        one.write("Have you seen this?");
        assertThat(one.page().locator(".seen-by")).hasCount(0);

        other.talk(bob, alice);

        assertThat(one.page().locator(".seen-by")).hasText("Seen");
        Chromium.picture(one.page(), "seen");
        other.page().locator("summary[aria-label='Your account']").click();
        other.page()
                .waitForResponse(
                        response -> response.request().method().equals("PATCH"),
                        () -> other.field("Show others what I have read, and me what they have")
                                .uncheck());
        one.open("/chat/" + bob.username() + "/");
        assertThat(one.message("Have you seen this?")).isVisible();
        assertThat(one.page().locator(".seen-by")).hasCount(0);
    }
}
