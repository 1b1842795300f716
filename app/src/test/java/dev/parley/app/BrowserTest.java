package dev.parley.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.app.LiveChat.Somebody;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two people, each with a browser of their own, on the page of a server that runs. */
class BrowserTest extends BrowserPairSuite {

    @Test
    void strangersRegisterFindEachOtherAndTalk() {
        one.register("carla", "Carla Cole", "blue bicycle lamp");
        other.register("dimitri", "Dimitri Dahl", "green kettle song");
        assertThat(one.list()).isVisible();

        one.find("Dimitri");
        one.person("dimitri").click();
        one.write("Hello, Dimitri");
        other.page().locator("#conversation-list li").getByText("Carla Cole").click();

        assertThat(other.message("Hello, Dimitri")).isVisible();
        other.write("Hello, Carla");
        assertThat(one.message("Hello, Carla")).isVisible();
    }

    @Test
    void aFormSaysWhatIsWrongWithWhichField() {
        one.register(alice.username(), "", "short");

        assertThat(one.page().locator("#password-note.wrong")).containsText("at least 12 characters");
        assertThat(one.field("Password")).isFocused();

        one.field("Password").fill("blue bicycle lamp");
        one.button("Create account").click();
        assertThat(one.page().locator("#username-note.wrong")).containsText("taken");
    }

    @Test
    void aWrongPasswordIsToldWithoutSayingWhoExists() {
        one.open("/login/").give(alice.username(), "not the password");
        assertThat(one.page().locator(".alert")).isVisible();
        String known = one.page().locator(".alert").innerText();

        other.open("/login/").give("nobody-at-all", "not the password");

        assertThat(other.page().locator(".alert")).hasText(known.strip());
    }

    @Test
    void messagesAppearOnBothSidesAtOnce() {
        one.talk(alice, bob);
        other.talk(bob, alice);

        one.write("Are you there?");
        assertThat(other.message("Are you there?")).hasClass(Pattern.compile("theirs"));
        other.write("Here I am");

        assertThat(one.message("Here I am")).isVisible();
        assertThat(one.messages()).hasCount(2);
        assertThat(other.messages()).hasCount(2);
    }

    @Test
    void anEditIsSeenOnBothSides() {
        chat().post(alice, bob, "We meet at noon");
        one.talk(alice, bob);
        other.talk(bob, alice);
        assertThat(other.message("We meet at noon")).isVisible();

        one.edit("We meet at noon", "We meet at one");

        assertThat(other.message("We meet at one").locator(".edited")).isVisible();
        assertThat(other.messages()).hasCount(1);
    }

    @Test
    void aDeletedMessageIsGoneOnBothSides() {
        chat().post(alice, bob, "Not meant for you");
        one.talk(alice, bob);
        other.talk(bob, alice);
        assertThat(other.message("Not meant for you")).isVisible();

        one.delete("Not meant for you");

        assertThat(one.tombstones()).hasCount(1);
        assertThat(other.tombstones()).hasCount(1);
        assertThat(other.page().getByText("Not meant for you")).hasCount(0);
    }

    @Test
    void onlyTheAuthorCanEditOrDelete() {
        chat().post(alice, bob, "Mine alone");

        other.talk(bob, alice).message("Mine alone").hover();

        assertThat(other.button("Edit message")).hasCount(0);
        assertThat(other.button("Delete message")).hasCount(0);
    }

    @Test
    void searchingShowsAMessageInItsPlace() {
        chat().post(bob, alice, "The key is under the third pot");
        for (int i = 1; i <= 120; i++) {
            chat().post(alice, bob, "Line " + i);
        }
        one.talk(alice, bob);
        assertThat(one.message("Line 120")).isInViewport();

        one.search("third POT");
        assertThat(one.results()).hasCount(1);
        one.results().first().click();

        Locator found = one.page().locator("#timeline .line.target");
        assertThat(found).isInViewport();
        assertThat(found.locator("mark").first()).hasText("third");
        one.button("Go to the latest message").click();
        assertThat(one.message("Line 120")).isInViewport();
    }

    @Test
    void searchingEverywhereShowsAMessageOfAnotherConversationInItsPlace() {
        chat().post(bob, bob, "The spare key is under the fourth pot");
        for (int i = 1; i <= 120; i++) {
            chat().post(bob, bob, "Note " + i);
        }
        chat().post(alice, bob, "Which pot?");
        other.talk(bob, alice).search("pot");
        assertThat(other.results()).hasCount(1);

        other.button("All conversations").click();
        assertThat(other.results()).hasCount(2);
        assertThat(other.results().last()).containsText("Note to self");
        other.results().last().click();

        Locator found = other.page().locator("#timeline .line.target");
        assertThat(found).isInViewport();
        assertThat(found.locator("mark").first()).hasText("pot");
        assertThat(other.results()).hasCount(2);
    }

    @Test
    void whatWasDeletedIsNotFoundAnyMore() {
        chat().delete(alice, chat().post(alice, bob, "A secret pot"));
        chat().post(alice, bob, "An open pot");

        other.talk(bob, alice).search("pot");

        assertThat(other.results()).hasCount(1);
        assertThat(other.results()).containsText("An open pot");
    }

    @Test
    void olderMessagesLoadOnScrollingUpAndNothingJumps() {
        for (int i = 1; i <= 130; i++) {
            chat().post(alice, bob, "Line " + i + ".");
        }
        one.talk(alice, bob);
        assertThat(one.message("Line 130.")).isInViewport();
        assertThat(one.messages()).hasCount(50);

        one.timeline().press("Home");
        assertThat(one.messages()).hasCount(100);
        assertThat(one.message("Line 81.")).isInViewport();
        one.timeline().press("Home");

        assertThat(one.messages()).hasCount(130);
        assertThat(one.message("Line 31.")).isInViewport();
        one.timeline().press("Home");
        assertThat(one.page().getByText("This is the beginning of your conversation"))
                .isInViewport();
    }

    @Test
    void whoReadsOlderMessagesIsNotDraggedToTheEnd() {
        for (int i = 1; i <= 45; i++) {
            chat().post(alice, bob, "Line " + i + ".");
        }
        one.talk(alice, bob);
        one.timeline().press("Home");
        assertThat(one.message("Line 1.")).isInViewport();

        chat().post(bob, alice, "News");

        assertThat(one.page().locator(".to-latest .unread-badge")).hasText("1");
        assertThat(one.message("Line 1.")).isInViewport();
        one.button("Go to the latest message").click();
        assertThat(one.message("News")).isInViewport();
    }

    @Test
    void unreadMessagesAreCountedUntilTheyAreRead() {
        chat().post(alice, bob, "Any news?");
        one.logIn(alice);
        chat().post(bob, alice, "First");
        chat().post(bob, alice, "Second");

        assertThat(one.row(bob).locator(".unread-badge")).containsText("2 unread messages");
        assertThat(one.page()).hasTitle(Pattern.compile("^\\(2\\)"));
        one.row(bob).click();

        assertThat(one.page().locator("#divider")).isVisible();
        assertThat(one.row(bob).locator(".unread-badge")).hasCount(0);
        assertThat(one.row(bob)).containsText("Second");
    }

    @Test
    void g3_aMessageWrittenWithoutAConnectionArrivesOnce() {
        one.talk(alice, bob).write("Before");
        other.talk(bob, alice);
        one.page().context().setOffline(true);
        one.composer().fill("From the tunnel");
        one.button("Send").click();
        assertThat(one.page().locator(".pending")).isVisible();

        one.page().context().setOffline(false);

        assertThat(other.message("From the tunnel")).isVisible();
        assertThat(one.page().locator(".pending")).hasCount(0);
        assertThat(one.message("From the tunnel")).hasCount(1);
        assertThat(other.messages()).hasCount(2);
    }

    @Test
    void aDraftSurvivesLoadingThePageAgain() {
        one.talk(alice, bob).composer().fill("Half a sent");

        one.page().reload();

        assertThat(one.composer()).hasValue("Half a sent");
    }

    @Test
    void loggingOutEndsTheSession() {
        one.logIn(alice).logOut();

        one.open("/chat/" + bob.username() + "/");

        assertThat(one.page().locator("#login-form")).isVisible();
    }

    @Test
    void whoLogsInComesToTheConversationHeWanted() {
        one.open("/chat/" + bob.username() + "/");
        assertThat(one.page()).hasURL(Pattern.compile("/login/\\?next="));

        one.give(alice.username(), LiveChat.PASSWORD);

        assertThat(heading(one, "Bob Baker")).isVisible();
        assertThat(one.page()).hasURL(chat().url("/chat/" + bob.username() + "/"));
    }

    @Test
    void addressesOpenTheirViews() {
        one.open("/register/");
        assertThat(one.page().locator("#register-form")).isVisible();
        one.open("/login/");
        assertThat(one.page().locator("#login-form")).isVisible();

        one.logIn(alice).open("/chat/" + bob.username() + "/");
        assertThat(heading(one, "Bob Baker")).isVisible();
        assertThat(one.composer()).isVisible();
        one.open("/chat/nobody-at-all/");
        assertThat(one.page().getByText("Nobody by that name")).isVisible();
    }

    @Test
    void theBrowsersBackAndForwardMoveBetweenConversations() {
        Somebody carol = somebody("Carol Cook");
        chat().post(alice, bob, "To Bob");
        chat().post(alice, carol, "To Carol");
        one.logIn(alice);
        one.row(bob).click();
        assertThat(one.message("To Bob")).isVisible();
        one.row(carol).click();
        assertThat(one.message("To Carol")).isVisible();

        one.page().goBack();
        assertThat(one.message("To Bob")).isVisible();
        one.page().goForward();

        assertThat(one.message("To Carol")).isVisible();
    }

    @Test
    void thePageAsksForNothingThatNeedsASecureContext() {
        one.talk(alice, bob).write("Over plain http in the house");

        assertThat(one.page().evaluate("isSecureContext")).isEqualTo(false);
        assertThat(one.page().locator(".pending")).hasCount(0);
        assertThat(one.message("Over plain http in the house")).hasCount(1);
    }

    @Test
    void onANarrowScreenTheListAndAConversationAreAScreenEach() {
        chat().post(bob, alice, "Small talk");
        one = visitor(chromium().page(360, ColorScheme.LIGHT));
        one.logIn(alice);

        one.row(bob).click();
        assertThat(one.message("Small talk")).isVisible();
        assertThat(one.list()).isHidden();
        one.button("Back to conversations").click();

        assertThat(one.list()).isVisible();
        assertThat(one.timeline()).isHidden();
    }

    @Test
    void aHostsOwnStorageSurvivesLoggingOut() {
        one.talk(alice, bob).composer().fill("A draft");
        one.page().evaluate("sessionStorage.setItem('of-the-host', 'kept')");

        one.logOut();

        assertThat(one.page().evaluate("Object.keys(sessionStorage)")).isEqualTo(List.of("of-the-host"));
    }

    @Test
    void onATelephoneAResultIsShownAndTheOthersAreOneTapAway() {
        chat().post(alice, bob, "A red pot");
        chat().post(alice, bob, "A blue pot");
        one = visitor(chromium().telephone()).talk(alice, bob);
        one.search("pot");

        one.results().last().tap();
        assertThat(one.page().locator("#timeline .line.target")).isInViewport();
        assertThat(one.page().locator("#message-search")).isHidden();
        one.button("Back to results").tap();

        assertThat(one.page().locator("#message-search")).hasValue("pot");
        assertThat(one.results()).hasCount(2);
        assertThat(one.results().last()).isFocused();
    }

    @Test
    void onATelephoneNoKeysAreNamedThatDoSomethingElse() {
        chat().post(alice, bob, "We meet at noon");
        one = visitor(chromium().telephone()).talk(alice, bob);

        one.message("We meet at noon").tap();
        one.button("Edit message").tap();

        assertThat(one.editor()).isVisible();
        assertThat(one.page().getByText("Enter saves")).hasCount(0);
    }

    private static Locator heading(Visitor visitor, String name) {
        return visitor.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }
}
