package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ChannelItem;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import dev.parley.core.model.NoteKind;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Window;
import dev.parley.core.port.Journal;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link Journal} and its readers to what archiving asks of them.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface ArchivingContract extends StoresContract {

    @Test
    default void anArchivedGroupSaysSoAndSinceWhenAndCanBeBroughtBack(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId group = scene.group(alice, scene.person("bob"));

        Change archived = Scene.change(scene.commit(scene.archiving(alice, group, true)));
        Conversation then = conversation(scene, alice, group);
        Change restored = Scene.change(scene.commit(scene.archiving(alice, group, false)));

        assertThat(then.archivedAt()).contains(archived.message().sentAt());
        assertThat(then.lastOrdinal()).isZero();
        assertThat(conversation(scene, alice, group).archivedAt()).isEmpty();
        assertThat(List.of(archived, restored)).extracting(Change::kind).containsOnly(ChangeKind.CONVERSATION_UPDATED);
        assertThat(scene.stores().messages().window(alice.id(), group, Window.latest(10)))
                .hasValueSatisfying(page -> assertThat(page.messages())
                        .map(message -> message.note().orElseThrow().kind())
                        .containsExactly(NoteKind.ARCHIVED, NoteKind.RESTORED));
    }

    @Test
    default void whatWasSaidInAnArchivedGroupIsReadAndNothingIsAdded(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        Message before = scene.post(bob, group, "before");
        scene.commit(scene.archiving(alice, group, true));

        Outcome refused = new Outcome.Refused(ErrorCode.ARCHIVED);
        assertThat(scene.commit(scene.posting(bob, group, "after"))).isEqualTo(refused);
        assertThat(scene.commit(scene.editing(before, "other words"))).isEqualTo(refused);
        assertThat(scene.commit(scene.inviting(alice, group, scene.person("carol"))))
                .isEqualTo(refused);
        assertThat(scene.stores().messages().message(bob.id(), before.id())).contains(before);
        assertThat(scene.stores().markers().read(alice.id(), group, 2)).isPresent();
    }

    @Test
    default void anArchivedChannelIsNotFoundAndKeepsItsName(Scene scene) {
        Account alice = scene.person("alice");
        List<ConversationId> channels = List.of("one", "two", "three", "four").stream()
                .map(title -> scene.channel(alice, title))
                .toList();

        scene.commit(scene.archiving(alice, channels.get(0), true));
        scene.commit(scene.archiving(alice, channels.get(2), true));

        assertThat(titles(scene, alice)).containsExactly("four", "two");
        assertThat(scene.commit(scene.joining(scene.person("bob"), channels.get(0))))
                .isEqualTo(new Outcome.Refused(ErrorCode.ARCHIVED));
        scene.commit(scene.archiving(alice, channels.get(0), false));
        assertThat(titles(scene, alice)).containsExactly("four", "one", "two");
    }

    @Test
    default void g5_nothingThatIsAcknowledgedComesAfterTheArchiving(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);

        List<Outcome> outcomes = Crowd.atOnce(
                16,
                i -> i == 8
                        ? scene.commit(scene.archiving(alice, group, true))
                        : scene.commit(scene.posting(i % 2 == 0 ? alice : bob, group, "text " + i)));

        long archived = Scene.change(outcomes.get(8)).seq();
        assertThat(outcomes)
                .filteredOn(Outcome.Done.class::isInstance)
                .allSatisfy(done -> assertThat(Scene.change(done).seq()).isLessThanOrEqualTo(archived));
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof Outcome.Done))
                .allMatch(new Outcome.Refused(ErrorCode.ARCHIVED)::equals);
        assertThat(scene.stores().journal().log(group, 0, 100).top()).isEqualTo(archived);
    }

    private static Conversation conversation(Scene scene, Account reader, ConversationId id) {
        return scene.stores()
                .conversations()
                .item(reader.id(), id)
                .map(ConversationItem::conversation)
                .orElseThrow();
    }

    /** One a page, so that what is left out does not end it. */
    private static List<String> titles(Scene scene, Account reader) {
        return Pages.all(cursor -> scene.stores().conversations().channels(reader.id(), "", cursor, 1)).stream()
                .map(ChannelItem::title)
                .toList();
    }
}
