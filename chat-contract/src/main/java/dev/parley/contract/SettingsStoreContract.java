package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.ConversationSettings;
import dev.parley.core.model.Message;
import dev.parley.core.model.Notifications;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Role;
import dev.parley.core.model.SettingsChange;
import dev.parley.core.model.Shelf;
import dev.parley.core.model.Standing;
import dev.parley.core.port.SettingsStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link SettingsStore} to its port, and the lists of conversations to what was settled.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface SettingsStoreContract extends StoresContract {

    SettingsChange HIDE = new SettingsChange(Optional.empty(), Optional.empty(), Optional.of(true));
    SettingsChange SHOW = new SettingsChange(Optional.empty(), Optional.empty(), Optional.of(false));
    SettingsChange MUTE = new SettingsChange(Optional.of(Notifications.NONE), Optional.empty(), Optional.empty());
    SettingsChange LIKE = new SettingsChange(Optional.empty(), Optional.of(true), Optional.empty());

    @Test
    default void whoSettlesNothingHasWhatHoldsForAll(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(bob, scene.person("alice"));

        assertThat(inList(scene, bob, room)).isEqualTo(ConversationSettings.DEFAULT);
    }

    @Test
    default void whatIsSettledHoldsForOneMemberAloneAndWhatIsNotNamedStays(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);

        settle(scene, bob, room, MUTE);
        ConversationSettings both = settle(scene, bob, room, LIKE);

        assertThat(both).isEqualTo(new ConversationSettings(Notifications.NONE, true, false));
        assertThat(inList(scene, bob, room)).isEqualTo(both);
        assertThat(inList(scene, alice, room)).isEqualTo(ConversationSettings.DEFAULT);
        assertThat(inList(scene, bob, scene.direct(bob, bob))).isEqualTo(ConversationSettings.DEFAULT);
    }

    @Test
    default void ofSeveralChangesAtOnceNoneIsLost(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(bob, scene.person("alice"));
        List<SettingsChange> changes = List.of(MUTE, LIKE, HIDE);

        Crowd.atOnce(12, i -> settle(scene, bob, room, changes.get(i % 3)));

        assertThat(inList(scene, bob, room)).isEqualTo(new ConversationSettings(Notifications.NONE, true, true));
    }

    @Test
    default void whatIsSettledIsThereAfterReopening(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(bob, scene.person("alice"));
        ConversationSettings settled = settle(scene, bob, room, MUTE);

        scene.reopen();

        assertThat(inList(scene, bob, room)).isEqualTo(settled);
    }

    @Test
    default void aHiddenConversationIsOnItsOwnShelfUntilSomethingIsSaid(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        ConversationId notes = scene.direct(bob, bob);
        scene.post(alice, room, "before");

        settle(scene, bob, room, HIDE);
        assertThat(shelf(scene, bob, Shelf.SHOWN)).containsExactly(notes);
        assertThat(shelf(scene, bob, Shelf.HIDDEN)).containsExactly(room);
        assertThat(shelf(scene, alice, Shelf.SHOWN)).containsExactly(room);

        scene.post(alice, room, "after");
        assertThat(shelf(scene, bob, Shelf.SHOWN)).containsExactly(room, notes);
        assertThat(shelf(scene, bob, Shelf.HIDDEN)).isEmpty();
        assertThat(inList(scene, bob, room).hidden()).isFalse();
    }

    @Test
    default void whatOneSaysOneselfShowsAConversationAgain(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(bob, scene.person("alice"));
        settle(scene, bob, room, HIDE);

        scene.post(bob, room, "one more thing");

        assertThat(shelf(scene, bob, Shelf.SHOWN)).containsExactly(room);
    }

    @Test
    default void editsDeletionsAndNotesKeepAConversationHidden(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob, scene.person("carol"));
        List<Message> messages = scene.posts(alice, group, "text", 2);
        settle(scene, bob, group, HIDE);

        scene.edit(messages.get(0), "other words");
        scene.delete(messages.get(1));
        scene.commit(scene.inviting(alice, group, scene.person("dave")));
        scene.commit(scene.appointing(alice, group, bob, Role.MODERATOR));

        assertThat(shelf(scene, bob, Shelf.HIDDEN)).containsExactly(group);
    }

    @Test
    default void aConversationIsShownAgainByItsMemberAndHiddenAgain(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        settle(scene, bob, room, HIDE);

        settle(scene, bob, room, SHOW);
        assertThat(shelf(scene, bob, Shelf.SHOWN)).containsExactly(room);

        scene.post(alice, room, "news");
        settle(scene, bob, room, HIDE);
        assertThat(shelf(scene, bob, Shelf.HIDDEN)).containsExactly(room);
    }

    @Test
    default void aHiddenConversationStaysHiddenWhenSomethingElseIsSettled(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(bob, scene.person("alice"));
        settle(scene, bob, room, HIDE);

        settle(scene, bob, room, LIKE);

        assertThat(inList(scene, bob, room)).isEqualTo(new ConversationSettings(Notifications.ALL, true, true));
    }

    @Test
    default void whoComesAgainSeesWhatHeHadHidden(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        settle(scene, bob, group, MUTE);
        settle(scene, bob, group, HIDE);
        scene.commit(scene.removing(alice, group, bob, false));

        scene.commit(scene.inviting(alice, group, bob));

        assertThat(inList(scene, bob, group)).isEqualTo(new ConversationSettings(Notifications.NONE, false, false));
        assertThat(shelf(scene, bob, Shelf.SHOWN)).containsExactly(group);
    }

    @Test
    default void bothShelvesComeInPages(Scene scene) {
        Account alice = scene.person("alice");
        List<ConversationId> rooms = List.of("a", "b", "c", "d", "e").stream()
                .map(name -> scene.direct(alice, scene.person(name)))
                .toList();
        rooms.forEach(room -> scene.post(alice, room, "text"));
        List.of(0, 2, 4).forEach(i -> settle(scene, alice, rooms.get(i), HIDE));

        assertThat(shelf(scene, alice, Shelf.HIDDEN)).containsExactly(rooms.get(4), rooms.get(2), rooms.get(0));
        assertThat(shelf(scene, alice, Shelf.SHOWN)).containsExactly(rooms.get(3), rooms.get(1));
    }

    @Test
    default void g6_whatIsSettledIsToldToTheOtherProcessesAndWhatWasSoIsNoNews(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(bob, scene.person("alice"));
        SettingsStore settings = scene.stores().settings();
        long before = revision(scene, bob);

        ConversationSettings settled = settle(scene, bob, room, MUTE);

        assertThat(scene.stores().conversations().since(bob.id(), before))
                .extracting(Standing::settings)
                .containsExactly(Optional.of(settled));
        assertThat(settings.change(bob.id(), room, MUTE)).contains(new SettingsStore.Settled(settled, 0));
        assertThat(scene.stores().conversations().since(bob.id(), before + 1)).isEmpty();
        assertThat(revision(scene, bob)).isEqualTo(before + 1);
    }

    @Test
    default void g9_whoIsNoMemberSettlesNothing(Scene scene) {
        Account alice = scene.person("alice");
        Account former = scene.person("former");
        ConversationId channel = ((Outcome.Opened)
                        scene.commit(scene.creating(alice, ConversationKind.CHANNEL, "Place", former)))
                .conversation()
                .id();
        scene.commit(scene.removing(alice, channel, former, false));
        SettingsStore settings = scene.stores().settings();

        assertThat(settings.change(former.id(), channel, HIDE))
                .isEqualTo(settings.change(scene.person("mallory").id(), channel, HIDE))
                .isEqualTo(settings.change(former.id(), new ConversationId(scene.id()), HIDE))
                .isEqualTo(Optional.empty());
    }

    private static ConversationSettings settle(
            Scene scene, Account member, ConversationId room, SettingsChange change) {
        return scene.stores()
                .settings()
                .change(member.id(), room, change)
                .orElseThrow()
                .settings();
    }

    private static ConversationSettings inList(Scene scene, Account reader, ConversationId room) {
        return scene.stores()
                .conversations()
                .item(reader.id(), room)
                .map(ConversationItem::settings)
                .orElseThrow();
    }

    private static List<ConversationId> shelf(Scene scene, Account reader, Shelf shelf) {
        return Pages.all(cursor -> scene.stores().conversations().of(reader.id(), shelf, cursor, 2)).stream()
                .map(item -> item.conversation().id())
                .toList();
    }

    private static long revision(Scene scene, Account account) {
        return scene.stores().accounts().revisions(List.of(account.id())).getOrDefault(account.id(), 0L);
    }
}
