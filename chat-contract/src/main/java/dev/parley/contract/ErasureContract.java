package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.internal.Erasure;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Block;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.Erased;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Mention;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.Needs;
import dev.parley.core.model.NoteKind;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Reaction;
import dev.parley.core.model.Role;
import dev.parley.core.model.Session;
import dev.parley.core.model.Sought;
import dev.parley.core.model.Window;
import dev.parley.core.port.ErasureStore;
import dev.parley.core.port.MessageReader.ListQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds an {@link ErasureStore} and the journal to it that nothing is left of an account once it is erased.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface ErasureContract extends StoresContract {

    @Test
    default void g11_nothingThatTheErasedSaidIsFoundByAnyReader(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId direct = scene.direct(alice, bob);
        ConversationId group = scene.group(bob, alice);
        List<ConversationId> rooms = List.of(direct, group);
        rooms.forEach(room -> {
            Message first = scene.post(alice, room, "my secret");
            scene.edit(first, "my other secret");
            scene.delete(scene.post(alice, room, "a secret taken back"));
            scene.post(bob, room, "no secret of hers");
            scene.post(alice, room, "the last secret");
        });

        Erased erased = erase(scene, alice);

        assertThat(erased).isEqualTo(new Erased(4, 2));
        assertThat(rooms).allSatisfy(room -> {
            assertThat(words(scene, bob, room)).containsExactly("no secret of hers");
            assertThat(found(scene, bob, room, "secret")).map(Message::sender).containsOnly(bob.person());
            assertThat(item(scene, bob, room).conversation().liveCount()).isEqualTo(1);
            assertThat(item(scene, bob, room).lastMessage().orElseThrow().deleted())
                    .isTrue();
        });
        MessageList all = scene.stores().messages().list(bob.id(), listing(Optional.empty()));
        assertThat(all.count()).isEqualTo(2);
        assertThat(scene.stores()
                        .messages()
                        .list(bob.id(), listing(Optional.of("secret")))
                        .messages())
                .hasSize(2);
    }

    @Test
    default void g11_aPostThatIsRepeatedAfterItsErasureAnswersATombstone(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId direct = scene.direct(alice, bob);
        Command.Post post = scene.posting(alice, direct, "secret", "mine");
        scene.commit(post);
        erase(scene, alice);

        Outcome repeat = scene.commit(scene.posting(alice, direct, "secret", "mine"));

        assertThat(repeat)
                .isInstanceOfSatisfying(
                        Outcome.Repeated.class,
                        again -> assertThat(again.message().content()).isEmpty());
    }

    @Test
    default void whatTheErasedPutUnderTextsGoesAndOthersMoveUp(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(bob, alice);
        List<Message> texts = scene.posts(bob, group, "text", 3);
        texts.forEach(text -> scene.commit(scene.reacting(alice, text, "👍")));
        scene.commit(scene.reacting(bob, texts.get(0), "👍"));
        scene.commit(scene.pinning(bob, scene.post(alice, group, "pinned"), true));

        erase(scene, alice);

        assertThat(texts)
                .map(text -> scene.stores()
                        .messages()
                        .message(bob.id(), text.id())
                        .orElseThrow()
                        .reactions())
                .containsExactly(List.of(new Reaction("👍", 1, List.of(bob.id()))), List.of(), List.of());
        assertThat(scene.stores().messages().pinned(bob.id(), group).orElseThrow())
                .isEmpty();
        assertThat(item(scene, bob, group).conversation().pinned()).isZero();
    }

    @Test
    default void nobodyIsCalledByTheNameOfTheErased(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(bob, alice);
        Message both = scene.post(bob, group, "for @alice and @bob");
        Message one = scene.post(bob, group, "for @alice");

        erase(scene, alice);

        assertThat(List.of(both, one))
                .map(text -> scene.stores()
                        .messages()
                        .message(bob.id(), text.id())
                        .orElseThrow()
                        .mentions()
                        .people())
                .containsExactly(List.of(new Mention(bob.id(), "bob")), List.of());
    }

    @Test
    default void everyConversationNotesItOnce(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId direct = scene.direct(alice, bob);
        ConversationId left = scene.group(bob, alice);
        scene.post(alice, left, "secret");
        scene.commit(scene.removing(bob, left, alice, false));
        erase(scene, alice);

        Erased again = erase(scene, alice);

        assertThat(again).isEqualTo(new Erased(0, 0));
        assertThat(List.of(direct, left)).allSatisfy(room -> {
            List<Change> changes = scene.stores().journal().log(room, 0, 100).changes();
            assertThat(changes)
                    .filteredOn(change -> change.kind() == ChangeKind.USER_ERASED)
                    .singleElement()
                    .isEqualTo(changes.get(changes.size() - 1))
                    .satisfies(change -> {
                        assertThat(change.message().note().orElseThrow().kind()).isEqualTo(NoteKind.ERASED);
                        assertThat(change.message().sender().displayName()).isEqualTo("deleted user");
                        assertThat(change.actor()).isEqualTo(alice.id());
                    });
        });
    }

    @Test
    default void nothingSaysAnyMoreWhoTheErasedWas(Scene scene) {
        Account alice = scene.newcomer("alice")
                .called("Alice A.")
                .email("a@example.org")
                .externalId("host:1")
                .enter();
        Session session = new Session(
                Scene.key("session"),
                alice.id(),
                scene.now(),
                scene.now(),
                scene.now().plus(Duration.ofDays(30)));
        scene.stores().sessions().insert(session, Optional.empty(), 10);
        scene.stores().blocks().add(new Block(alice.id(), scene.person("bob").id()), scene.now());

        erase(scene, alice);

        Account erased = scene.stores().accounts().byId(alice.id()).orElseThrow();
        assertThat(erased).isEqualTo(alice.erased(erased.disabledAt().orElseThrow()));
        assertThat(scene.stores().accounts().credentials("alice")).isEmpty();
        assertThat(scene.stores().accounts().credentials("a@example.org")).isEmpty();
        assertThat(scene.stores().sessions().find(session.key())).isEmpty();
        assertThat(scene.stores().blocks().around(alice.id())).isEmpty();
        assertThat(scene.stores().maintenance().enable(alice.id())).isFalse();
        assertThat(scene.newcomer("alice")
                        .email("a@example.org")
                        .externalId("host:1")
                        .enter()
                        .id())
                .isNotEqualTo(alice.id());
    }

    @Test
    default void anErasureThatBrokeOffIsFoundByTheNameAndFinished(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId notes = scene.direct(alice, alice);
        ConversationId direct = scene.direct(alice, scene.person("bob"));
        scene.posts(alice, notes, "secret", 3);
        scene.posts(alice, direct, "secret", 2);
        ErasureStore erasures = scene.stores().erasures();
        erasures.begin(alice.id(), scene.now());
        scene.commit(new Command.Erase(scene.id(), alice.id(), notes, scene.now(), ""));

        scene.reopen();

        AccountId found =
                scene.stores().accounts().byUsername("alice").orElseThrow().id();
        assertThat(found).isEqualTo(alice.id());
        assertThat(catchThrowableOfType(ChatException.class, () -> scene.person("alice"))
                        .code())
                .isEqualTo(ErrorCode.USERNAME_TAKEN);
        assertThat(erase(scene, alice)).isEqualTo(new Erased(2, 2));
        assertThat(scene.stores().accounts().byUsername("alice")).isEmpty();
    }

    @Test
    default void moreThanOneStepTakesIsTakenInSeveral(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId direct = scene.direct(alice, bob);
        scene.posts(alice, direct, "secret", 2 * Needs.TEXTS + 1);
        scene.post(bob, direct, "hello");

        Erased erased = erase(scene, alice);

        assertThat(erased).isEqualTo(new Erased(2 * Needs.TEXTS + 1, 1));
        assertThat(item(scene, bob, direct).conversation().liveCount()).isEqualTo(1);
    }

    @Test
    default void outOfAGroupTheErasedGoesAndAModeratorOwnsItThen(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Account carol = scene.person("carol");
        ConversationId group =
                scene.group(alice, bob, carol, scene.newcomer("dora").enter());
        scene.commit(scene.appointing(alice, group, carol, Role.MODERATOR));

        erase(scene, alice);

        assertThat(roles(scene, bob, group))
                .doesNotContain("deleted user OWNER")
                .contains("carol OWNER", "bob MEMBER");
        assertThat(item(scene, bob, group).conversation())
                .returns(3, room -> room.members())
                .returns(1, room -> room.owners());
        assertThat(scene.stores().conversations().item(alice.id(), group)).isEmpty();
    }

    @Test
    default void aGroupThatSomebodyElseOwnsChangesNoRoles(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob, scene.person("carol"));
        scene.commit(scene.appointing(alice, group, bob, Role.OWNER));

        erase(scene, alice);

        assertThat(roles(scene, bob, group)).containsExactlyInAnyOrder("bob OWNER", "carol MEMBER");
    }

    @Test
    default void theErasedLeavesAnEmptyGroupToNobody(Scene scene) {
        Account alice = scene.person("alice");
        scene.post(alice, scene.group(alice), "secret");

        assertThat(erase(scene, alice)).isEqualTo(new Erased(1, 1));
    }

    @Test
    default void whoMayStillWriteIsNotErased(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId notes = scene.direct(alice, alice);
        scene.post(alice, notes, "text");

        Outcome outcome = scene.commit(new Command.Erase(scene.id(), alice.id(), notes, scene.now(), ""));

        assertThat(outcome).isEqualTo(new Outcome.Refused(ErrorCode.FORBIDDEN));
        assertThat(words(scene, alice, notes)).containsExactly("text");
    }

    @Test
    default void p19_nothingThatIsPostedMeanwhileIsLeft(Scene scene) {
        Account alice = scene.person("alice");
        List<Account> others =
                Stream.of("bob", "carol", "dora").map(scene::person).toList();
        ConversationId group = scene.group(others.get(0), alice, others.get(1), others.get(2));

        Crowd.atOnce(4, i -> {
            if (i == 3) {
                return erase(scene, alice).conversations();
            }
            for (int post = 0; post < 15; post++) {
                scene.commit(scene.posting(alice, group, "secret"));
                scene.commit(
                        scene.posting(alice, Pair.of(alice.id(), others.get(i).id()), "secret"));
            }
            return 0L;
        });

        assertThat(others)
                .allSatisfy(other -> assertThat(scene.stores()
                                .messages()
                                .list(other.id(), listing(Optional.empty()))
                                .count())
                        .isZero());
    }

    /** As a process does it that is not stopped. */
    private static Erased erase(Scene scene, Account account) {
        ErasureStore erasures = scene.stores().erasures();
        assertThat(erasures.begin(account.id(), scene.now())).isTrue();
        return new Erasure(erasures, (place, command) -> scene.commit(command.apply(scene.id())), scene::now)
                .carryOn(account.id());
    }

    private static ListQuery listing(Optional<String> search) {
        return new ListQuery(Optional.empty(), search, 1, 100);
    }

    /** What can still be read of the texts, in the window and in the log. */
    private static List<String> words(Scene scene, Account reader, ConversationId room) {
        List<String> log = scene.stores().journal().log(room, 0, 1_000).changes().stream()
                .map(Change::message)
                .distinct()
                .flatMap(message -> message.said().stream())
                .toList();
        List<String> window =
                scene
                        .stores()
                        .messages()
                        .window(reader.id(), room, Window.latest(100))
                        .orElseThrow()
                        .messages()
                        .stream()
                        .flatMap(message -> message.said().stream())
                        .toList();
        assertThat(log).isEqualTo(window);
        return window;
    }

    private static List<Message> found(Scene scene, Account reader, ConversationId room, String query) {
        return scene.stores()
                .messages()
                .search(reader.id(), room, Sought.text(query), Long.MAX_VALUE, 100)
                .orElseThrow();
    }

    private static ConversationItem item(Scene scene, Account member, ConversationId room) {
        return scene.stores().conversations().item(member.id(), room).orElseThrow();
    }

    private static List<String> roles(Scene scene, Account member, ConversationId room) {
        return scene
                .stores()
                .conversations()
                .participants(member.id(), room, Optional.empty(), 100)
                .orElseThrow()
                .items()
                .stream()
                .map(one -> one.person().displayName() + " " + one.role())
                .toList();
    }
}
