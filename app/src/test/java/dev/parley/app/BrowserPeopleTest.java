package dev.parley.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** What people do about other people on the page: showing themselves, blocking, reporting, inviting by link. */
class BrowserPeopleTest extends BrowserPairSuite {

    @Test
    void whoIsBlockedCannotWriteUntilThatIsTakenBack() {
        one.talk(alice, bob).write("Hello");
        other.talk(bob, alice);

        one.page().locator("#person-menu").click();
        one.button("Block").click();
        assertThat(one.page().getByText("You have blocked Bob Baker")).isVisible();
        assertThat(one.composer()).isHidden();
        Chromium.picture(one.page(), "people-blocked");
        other.composer().fill("Why?");
        other.button("Send").click();
        assertThat(other.page().getByText("This person cannot be written to")).isVisible();

        one.page().reload();
        one.page().locator("#unblock-button").click();
        assertThat(one.composer()).isVisible();
        other.button("Try again").click();

        assertThat(one.message("Why?")).isVisible();
    }

    @Test
    void whatOneSaysOfOneselfIsSeenByOthers() {
        one.talk(alice, bob);
        one.page().locator("summary[aria-label='Your account']").click();
        one.page().locator("#profile-button").click();
        Locator dialog = one.page().getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Your profile"));
        dialog.locator("#profile-about").fill("Gardener");
        dialog.locator("input[value=green]").check(new Locator.CheckOptions().setForce(true));
        Chromium.picture(one.page(), "people-profile");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(dialog).isHidden();
        assertThat(one.page().locator("summary[aria-label='Your account'] .tone-9"))
                .isVisible();

        other.talk(bob, alice);
        other.page().locator("#person-menu").click();

        assertThat(other.page().locator("#person-about")).hasText("Gardener");
    }

    @Test
    void aMessageIsReportedToTheAdministrators() {
        one.talk(alice, bob).write("Nasty words");
        other.talk(bob, alice);
        other.choose("Nasty words", "Report…");
        Locator dialog = other.page().getByRole(AriaRole.DIALOG);
        dialog.locator("#report-reason").fill("It hurts");

        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Report…"))
                .click();

        assertThat(dialog.getByText("The administrators will see it.")).isVisible();
        Chromium.picture(other.page(), "people-reported");
    }

    @Test
    void whoeverHasALinkComesByItAlsoWhenHeHasToLogInFirst() {
        one.logIn(alice);
        one.button("New conversation").click();
        one.button("New group").click();
        one.field("Name").fill("Linked friends");
        one.button("Create").click();
        one.button("Members").click();
        one.page().getByText("Invite by link").click();
        one.page().locator("#make-link").click();
        Chromium.picture(one.page(), "people-invitation");
        String link = one.page().locator("#new-link").inputValue();

        other.page().navigate(link);
        other.give(bob.username(), LiveChat.PASSWORD);

        assertThat(other.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Linked friends");
        assertThat(other.message("joined")).isVisible();
        one.page()
                .locator("#invitation-list")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                .click();
        assertThat(one.page().locator("#invitation-list li")).hasCount(0);
        Visitor late = visitor();
        late.logIn(somebody("Carol Cook")).page().navigate(link);
        assertThat(late.page().getByText("This invitation does not hold any more."))
                .isVisible();
    }
}
