package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Role;
import dev.parley.core.model.Sought;
import dev.parley.core.port.Oversight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Holds an {@link Oversight} to its port, and what an administrator takes away to the journal's.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface OversightContract extends StoresContract {

    @Test
    default void everyConversationIsListedByIdWhoeverIsInIt(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId direct = scene.direct(alice, bob);
        ConversationId notes = scene.direct(bob, bob);
        ConversationId group = scene.group(alice);
        Oversight oversight = scene.stores().oversight();

        List<Oversight.Entry> all = Pages.all(cursor -> oversight.conversations(cursor, 2));

        assertThat(all)
                .extracting(entry -> entry.conversation().id())
                .containsExactlyInAnyOrder(direct, notes, group)
                .isSortedAccordingTo((one, other) -> Long.compare(one.value(), other.value()));
        assertThat(oversight.conversation(direct).orElseThrow().people())
                .containsExactlyInAnyOrder(alice.person(), bob.person());
        assertThat(oversight.conversation(notes).orElseThrow().people()).containsExactly(bob.person());
        assertThat(oversight.conversation(group).orElseThrow().people()).isEmpty();
        assertThat(oversight.conversation(group).orElseThrow().conversation().title())
                .contains("Group");
        assertThat(oversight.conversation(new ConversationId(scene.id()))).isEmpty();
    }

    @Test
    default void whoBelongsToAConversationIsListedById(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Account carla = scene.person("carla");
        ConversationId group = scene.group(alice, bob, carla);
        scene.commit(scene.removing(alice, group, carla, false));
        Oversight oversight = scene.stores().oversight();

        assertThat(Pages.all(cursor -> oversight.participants(group, cursor, 1)))
                .containsExactlyInAnyOrder(
                        new Participant(alice.person(), Role.OWNER), new Participant(bob.person(), Role.MEMBER));
        assertThat(oversight
                        .participants(new ConversationId(scene.id()), Optional.empty(), 10)
                        .items())
                .isEmpty();
    }

    @Test
    default void p28_allMessagesFollowEachOtherAndDeletedOnesHaveNoText(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId group = scene.group(alice);
        Message gone = scene.post(alice, group, "secret");
        scene.posts(alice, group, "text", 5);
        scene.delete(gone);
        scene.post(alice, scene.direct(alice, alice), "elsewhere");
        Oversight oversight = scene.stores().oversight();

        List<Message> walked = new ArrayList<>();
        for (List<Message> page = oversight.messages(group, 0, 2);
                !page.isEmpty();
                page = oversight.messages(group, page.get(page.size() - 1).seq(), 2)) {
            walked.addAll(page);
        }

        assertThat(walked).extracting(Message::seq).isSorted().doesNotHaveDuplicates();
        assertThat(walked)
                .filteredOn(message -> message.kind() == MessageKind.TEXT)
                .extracting(message -> message.content().orElse("-"))
                .containsExactly("-", "text 1", "text 2", "text 3", "text 4", "text 5");
        assertThat(oversight.messages(new ConversationId(scene.id()), 0, 10)).isEmpty();
    }

    @Test
    default void theConversationOfAMessageIsFound(Scene scene) {
        Account alice = scene.person("alice");
        Message message = scene.post(alice, scene.group(alice), "text");
        Oversight oversight = scene.stores().oversight();

        assertThat(oversight.placeOf(message.id())).contains(message.conversation());
        assertThat(oversight.placeOf(new MessageId(scene.id()))).isEmpty();
    }

    @Test
    default void g11_anAdministratorTakesAwayWhatSomebodyElseHasSaid(Scene scene) {
        Account alice = scene.person("alice");
        Account root = scene.newcomer("olga").admin().enter();
        ConversationId group = scene.group(alice);
        Message message = scene.post(alice, group, "secret");

        Outcome outcome = scene.commit(takingDown(scene, root, message));
        Outcome again = scene.commit(takingDown(scene, root, message));

        assertThat(Scene.change(outcome).kind()).isEqualTo(ChangeKind.MESSAGE_DELETED);
        assertThat(again).isInstanceOf(Outcome.Repeated.class);
        assertThat(scene.stores().messages().message(alice.id(), message.id())).hasValueSatisfying(now -> {
            assertThat(now.content()).isEmpty();
            assertThat(now.deletedBy()).contains(root.person());
        });
        assertThat(scene.stores().messages().search(alice.id(), group, Sought.text("secret"), Long.MAX_VALUE, 10))
                .contains(List.of());
    }

    @Test
    default void nobodyButAnAdministratorTakesAnythingAwayWithoutBelongingThere(Scene scene) {
        Account alice = scene.person("alice");
        Account mallory = scene.person("mallory");
        Account gone = scene.newcomer("gone").admin().disabled().enter();
        Message message = scene.post(alice, scene.group(alice), "text");

        assertThat(scene.commit(List.of(takingDown(scene, mallory, message), takingDown(scene, gone, message))))
                .containsOnly(new Outcome.Refused(ErrorCode.FORBIDDEN));
        assertThat(scene.stores().messages().message(alice.id(), message.id())).contains(message);
    }

    private static Command.TakeDown takingDown(Scene scene, Account actor, Message message) {
        return new Command.TakeDown(scene.id(), actor.id(), message.conversation(), scene.now(), message.id());
    }
}
