package dev.parley.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.app.LiveChat.Somebody;
import org.junit.jupiter.api.Test;

/** Groups and channels on the page, several people with a browser each. */
class BrowserGroupTest extends BrowserPairSuite {

    private void open(Visitor visitor, String what, String title) {
        visitor.button("New conversation").click();
        visitor.button(what).click();
        visitor.field("Name").fill(title);
    }

    private void openMembers(Visitor visitor) {
        visitor.button("Members").click();
        assertThat(members(visitor)).isVisible();
    }

    private static Locator members(Visitor visitor) {
        return visitor.page().getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Members"));
    }

    private static Locator member(Visitor visitor, Somebody who) {
        return members(visitor).locator("#member-list li", new Locator.LocatorOptions().setHasText(who.name()));
    }

    private static void add(Visitor visitor, Somebody who) {
        members(visitor).locator("#add-people").fill(who.username());
        members(visitor)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add " + who.name()))
                .click();
        assertThat(member(visitor, who)).isVisible();
    }

    private static Locator heading(Visitor visitor) {
        return visitor.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator row(Visitor visitor, String title) {
        return visitor.page().locator("#conversation-list li", new Page.LocatorOptions().setHasText(title));
    }

    @Test
    void peopleTalkInAGroupAndSeeWhoComesAndGoes() {
        Somebody carol = somebody("Carol Cook");
        one.logIn(alice);
        other.logIn(bob);

        open(one, "New group", "Garden friends");
        one.field("What it is about").fill("Seeds and spades");
        one.page().getByLabel(bob.name() + " @" + bob.username()).check();
        one.button("Create").click();
        assertThat(heading(one)).hasText("Garden friends");
        row(other, "Garden friends").click();
        one.write("Welcome, everybody");
        assertThat(other.message("Welcome, everybody").locator(".sender")).containsText("Alice Archer");
        other.write("Hello");
        assertThat(one.message("Hello")).isVisible();

        openMembers(one);
        add(one, carol);
        assertThat(other.message("added Carol Cook")).isVisible();
        member(one, bob).getByRole(AriaRole.COMBOBOX).selectOption("moderator");
        assertThat(other.message("made Bob Baker a moderator")).isVisible();
        Chromium.picture(one.page(), "group-members");
        member(one, carol)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Remove Carol Cook"))
                .click();
        assertThat(other.message("removed Carol Cook")).isVisible();
        members(one)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close"))
                .click();
        Chromium.picture(one.page(), "group");
        Chromium.picture(other.page(), "group-other");
    }

    @Test
    void aChannelIsFoundByAnybodyAndJoined() {
        one.logIn(alice);
        open(one, "New channel", "Announcements " + alice.username());
        one.button("Create").click();
        one.write("First of all");
        other.logIn(bob);

        other.find("announcements " + alice.username());
        Chromium.picture(other.page(), "channel-found");
        other.button("Join").click();

        assertThat(other.message("First of all")).isVisible();
        assertThat(one.message("joined")).containsText("Bob Baker joined");
        other.write("Glad to be here");
        assertThat(one.message("Glad to be here")).isVisible();
    }

    @Test
    void whoeverIsSentAwaySeesThatAtOnce() {
        one.logIn(alice);
        other.logIn(bob);
        open(one, "New group", "Short friendship");
        one.page().getByLabel(bob.name() + " @" + bob.username()).check();
        one.button("Create").click();
        row(other, "Short friendship").click();
        one.write("Hello");
        assertThat(other.message("Hello")).isVisible();

        openMembers(one);
        member(one, bob)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Remove Bob Baker"))
                .click();

        assertThat(other.page().getByText("No such conversation")).isVisible();
        assertThat(row(other, "Short friendship")).hasCount(0);
    }

    @Test
    void anOwnerTakesAwayWhatSomebodyElseSaid() {
        one.logIn(alice);
        other.logIn(bob);
        open(one, "New group", "Polite people");
        one.page().getByLabel(bob.name() + " @" + bob.username()).check();
        one.button("Create").click();
        row(other, "Polite people").click();
        one.write("Please be polite");
        other.write("Something rude");
        assertThat(one.message("Something rude")).isVisible();
        other.message("Please be polite").hover();
        assertThat(other.message("Please be polite")
                        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete message")))
                .hasCount(0);

        one.delete("Something rude");

        assertThat(one.tombstones()).containsText("Message deleted by Alice Archer");
        assertThat(other.tombstones()).containsText("Message deleted by Alice Archer");
        Chromium.picture(one.page(), "group-moderated");
    }

    @Test
    void theLastOwnerIsToldWhyHeStays() {
        one.logIn(alice);
        open(one, "New group", "Alone");
        one.button("Create").click();
        assertThat(heading(one)).hasText("Alone");

        openMembers(one);
        one.page().locator("#leave-button").click();
        one.page().locator("#leave-button").click();

        assertThat(members(one).locator(".note.wrong")).isVisible();
        assertThat(heading(one)).hasText("Alone");
    }

    @Test
    void anotherNameIsSeenByEverybodyAndTheDialogsFitOnAPhoneInTheDark() {
        Visitor phone = visitor(chromium().page(390, ColorScheme.DARK));
        phone.logIn(alice);
        open(phone, "New group", "Before");
        Chromium.picture(phone.page(), "group-new-phone-dark");
        phone.button("Create").click();
        assertThat(heading(phone)).hasText("Before");

        openMembers(phone);
        members(phone).getByLabel("Name").fill("After");
        phone.button("Save").click();
        assertThat(heading(phone)).hasText("After");
        Chromium.picture(phone.page(), "group-members-phone-dark");

        assertThat(phone.message("named this “After”")).isVisible();
    }
}
