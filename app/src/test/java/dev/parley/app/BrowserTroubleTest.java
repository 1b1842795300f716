package dev.parley.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.parley.app.LiveChat.Somebody;
import dev.parley.core.model.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page while requests fail or are answered late: what it says, and how one gets on. */
class BrowserTroubleTest extends BrowserSuite {

    private static final Pattern NEWER = Pattern.compile("/messages\\?after=");
    private static final Pattern DIRECTORY = Pattern.compile("/api/users\\?");
    private static final Pattern SEARCH = Pattern.compile("/search\\?");
    private static final Pattern SESSION = Pattern.compile("/api/session$");
    private static final Pattern NEWEST = Pattern.compile("/messages\\?limit=");
    private static final Pattern CHANGES = Pattern.compile("/changes\\?after=\\d+$");
    private static final Pattern SEND = Pattern.compile("/messages$");

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
    void newerMessagesThatCouldNotBeLoadedAreAskedForAgainAtTheirOwnEdge() {
        chat().post(bob, alice, "The key is under the third pot");
        for (int i = 1; i <= 90; i++) {
            chat().post(alice, bob, "Line " + i + ".");
        }
        Page page = visitor.talk(alice, bob).page();
        page.route(NEWER, Route::abort);
        visitor.search("third");
        visitor.results().first().click();
        visitor.timeline().press("End");

        assertThat(page.locator(".timeline > .edge").last()).containsText("Newer messages could not be loaded.");
        page.unroute(NEWER);
        visitor.button("Try again").click();

        assertThat(visitor.message("Line 27.")).hasCount(1);
        assertThat(page.getByText("could not be loaded")).hasCount(0);
    }

    @Test
    void whoGoesToTheLatestMessageLeavesAFailureBehind() {
        chat().post(bob, alice, "The key is under the third pot");
        for (int i = 1; i <= 90; i++) {
            chat().post(alice, bob, "Line " + i + ".");
        }
        Page page = visitor.talk(alice, bob).page();
        page.route(NEWER, Route::abort);
        visitor.search("third");
        visitor.results().first().click();
        visitor.timeline().press("End");
        assertThat(page.getByText("could not be loaded")).isVisible();

        visitor.button("Go to the latest message").click();

        assertThat(visitor.message("Line 90.")).isInViewport();
        assertThat(page.getByText("could not be loaded")).hasCount(0);
    }

    @Test
    void aSearchForPeopleThatFailedDoesNotSayThatThereIsNobody() {
        Page page = visitor.logIn(alice).page();
        page.route(DIRECTORY, Route::abort);

        visitor.find(bob.username());
        assertThat(visitor.list()).containsText("The server cannot be reached");
        assertThat(visitor.list()).not().containsText("Nobody is called");
        page.unroute(DIRECTORY);
        visitor.button("Try again").click();

        assertThat(visitor.person(bob.username())).isVisible();
    }

    @Test
    void theAnswerToAnEarlierSearchIsNotShown() {
        chat().post(alice, bob, "A red pot");
        chat().post(alice, bob, "A blue kettle");
        Page page = visitor.talk(alice, bob).page();
        List<Route> held = new CopyOnWriteArrayList<>();
        page.route(SEARCH, held::add);
        page.locator("#search-toggle").click();
        page.locator("#message-search").fill("pot");
        page.waitForCondition(() -> held.size() == 1);

        page.locator("#message-search").fill("kettle");
        page.waitForResponse(SEARCH, () -> held.get(0).resume());
        page.waitForCondition(() -> held.size() == 2);

        assertThat(visitor.results()).hasCount(0);
        held.get(1).resume();
        assertThat(visitor.results()).containsText("A blue kettle");
    }

    @Test
    void anEditThatComesAfterTheDeletionDoesNotBringTheTextBack() {
        Message first = chat().post(alice, bob, "Line 0.");
        for (int i = 1; i <= 60; i++) {
            chat().post(alice, bob, "Line " + i + ".");
        }
        Page page = visitor.talk(alice, bob).page();
        assertThat(visitor.message("Line 60.")).isInViewport();
        List<Route> held = new CopyOnWriteArrayList<>();
        page.route(CHANGES, held::add);
        chat().edit(alice, first, "Not meant for you");
        page.waitForCondition(() -> held.size() == 1);
        Object edit = page.evaluate(
                "url => fetch(url + '&not=held').then(answer => answer.text())",
                held.get(0).request().url());
        chat().delete(alice, first);
        visitor.timeline().press("Home");
        assertThat(visitor.tombstones()).hasCount(1);

        held.get(0).fulfill(new Route.FulfillOptions().setBody(edit.toString()));
        page.waitForCondition(() -> held.size() == 2);

        assertThat(held.get(1).request().url())
                .as("what comes after the edit")
                .isNotEqualTo(held.get(0).request().url());
        assertThat(visitor.tombstones()).hasCount(1);
        assertThat(page.getByText("Not meant for you")).hasCount(0);
    }

    @Test
    void aLogOutThatFailedSaysWhy() {
        Page page = visitor.logIn(alice).page();
        page.route(
                SESSION,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/problem+json")
                        .setBody("{\"code\":\"unavailable\",\"detail\":\"The database is away.\"}")));
        page.locator("summary[aria-label='Your account']").click();

        visitor.button("Log out").click();

        assertThat(page.locator(".menu [role=alert]")).hasText("The database is away.");
        page.unroute(SESSION);
        visitor.button("Log out").click();
        assertThat(page.locator("#login-form")).isVisible();
    }

    @Test
    void aConversationThatCouldNotBeOpenedOpensByItselfWhenItCan() {
        chat().post(bob, alice, "Are you there?");
        Page page = visitor.logIn(alice).page();
        refuseOnce(page, NEWEST);

        page.waitForResponse(
                answer -> NEWEST.matcher(answer.url()).find() && answer.status() == 503,
                () -> visitor.row(bob).click());

        assertThat(visitor.message("Are you there?")).isVisible();
    }

    @Test
    void aMessageThatWasRefusedIsTriedAgainAsSoonAsTheProblemSays() {
        Page page = visitor.talk(alice, bob).page();
        refuseOnce(page, SEND);

        visitor.composer().fill("Once more");
        page.waitForResponse(
                answer -> SEND.matcher(answer.url()).find() && answer.status() == 201,
                () -> visitor.button("Send").click());

        assertThat(visitor.message("Once more")).isVisible();
    }

    private static void refuseOnce(Page page, Pattern address) {
        page.route(
                address,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setHeaders(Map.of("Retry-After", "600"))
                        .setContentType("application/problem+json")
                        .setBody("{\"code\":\"unavailable\",\"retryable\":true,\"retry_after_ms\":5}")),
                new Page.RouteOptions().setTimes(1));
    }
}
