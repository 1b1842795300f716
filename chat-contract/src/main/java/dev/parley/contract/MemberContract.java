package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.NoteKind;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Page;
import dev.parley.core.model.Participant;
import dev.parley.core.model.Position;
import dev.parley.core.model.Role;
import dev.parley.core.model.Sought;
import dev.parley.core.model.Window;
import dev.parley.core.port.Journal;
import dev.parley.core.port.MessageReader.ListQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link Journal} and its readers to what groups and channels ask of them.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface MemberContract extends StoresContract {

    @Test
    default void aGroupReadsBackAsItWasAnswered(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Command.Create create = scene.creating(alice, ConversationKind.GROUP, "Friends", bob);

        Outcome outcome = scene.commit(create);

        ConversationItem item = item(scene, alice, create.conversation());
        assertThat(outcome).isEqualTo(new Outcome.Opened(item.conversation(), Set.of(alice.id(), bob.id())));
        assertThat(item.conversation())
                .isEqualTo(Conversation.named(
                                create.conversation(),
                                ConversationKind.GROUP,
                                "Friends",
                                Optional.empty(),
                                alice.id(),
                                create.at())
                        .counted(2, 1));
        assertThat(item.role()).isEqualTo(Role.OWNER);
        assertThat(item(scene, bob, create.conversation()).role()).isEqualTo(Role.MEMBER);
        assertThat(roles(scene, alice, create.conversation())).containsExactly(Role.OWNER, Role.MEMBER);
    }

    @Test
    default void aGroupWhoseCreationWasInDoubtIsCreatedOnce(Scene scene) {
        Account alice = scene.person("alice");
        Command.Create create = scene.creating(alice, ConversationKind.GROUP, "Friends");

        Outcome first = scene.commit(create);
        Outcome second = scene.commit(create);

        assertThat(second).isEqualTo(first);
    }

    @Test
    default void whatHappensToMembersIsInTheLogAndInTheTimeline(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice);

        scene.commit(scene.inviting(alice, group, bob));
        scene.commit(scene.appointing(alice, group, bob, Role.MODERATOR));
        scene.commit(new Command.Rename(scene.id(), bob.id(), group, scene.now(), "Neighbours"));
        scene.commit(new Command.Describe(scene.id(), bob.id(), group, scene.now(), Optional.of("The house")));
        scene.commit(new Command.Leave(scene.id(), bob.id(), group, scene.now()));

        List<Message> timeline = scene.stores()
                .messages()
                .window(alice.id(), group, Window.latest(10))
                .orElseThrow()
                .messages();
        assertThat(timeline).allSatisfy(message -> assertThat(message.kind()).isEqualTo(MessageKind.SYSTEM));
        assertThat(timeline)
                .map(message -> message.note().orElseThrow().kind())
                .containsExactly(NoteKind.JOINED, NoteKind.ROLE, NoteKind.TITLE, NoteKind.TOPIC, NoteKind.LEFT);
        assertThat(timeline)
                .map(Message::content)
                .containsExactly(
                        Optional.empty(),
                        Optional.of("moderator"),
                        Optional.of("Neighbours"),
                        Optional.of("The house"),
                        Optional.empty());
        assertThat(timeline)
                .map(message -> message.note().orElseThrow().about())
                .containsExactly(
                        Optional.of(bob.person()),
                        Optional.of(bob.person()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(bob.person()));
        List<Change> changes = scene.stores().journal().log(group, 0, 10).changes();
        assertThat(changes)
                .map(Change::kind)
                .containsExactly(
                        ChangeKind.MEMBER_JOINED,
                        ChangeKind.MEMBER_ROLE,
                        ChangeKind.CONVERSATION_UPDATED,
                        ChangeKind.CONVERSATION_UPDATED,
                        ChangeKind.MEMBER_LEFT);
        assertThat(changes).map(Change::message).isEqualTo(timeline);
        assertThat(item(scene, alice, group).conversation().title()).contains("Neighbours");
        assertThat(item(scene, alice, group).conversation().topic()).contains("The house");
    }

    @Test
    default void aNoteIsNeitherUnreadNorFoundNorTheLastMessage(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        Message hello = scene.post(alice, group, "hello");
        scene.stores().markers().read(bob.id(), group, hello.seq());

        scene.commit(new Command.Rename(scene.id(), alice.id(), group, scene.now(), "hello"));
        scene.commit(scene.inviting(alice, group, scene.person("carol")));

        ConversationItem item = item(scene, bob, group);
        assertThat(item.unread()).isZero();
        assertThat(item.lastMessage()).contains(hello);
        assertThat(scene.stores().messages().search(bob.id(), group, Sought.text("hello"), Long.MAX_VALUE, 10))
                .contains(List.of(hello));
        ListQuery all = new ListQuery(Optional.empty(), Optional.empty(), 1, 10);
        assertThat(scene.stores().messages().list(bob.id(), all).messages()).containsExactly(hello);
    }

    @Test
    default void whoeverComesSeesAllOfItAndHasReadIt(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice);
        scene.posts(alice, group, "text", 3);

        scene.commit(scene.inviting(alice, group, bob));
        scene.post(alice, group, "welcome");

        assertThat(scene.stores()
                        .messages()
                        .window(bob.id(), group, Window.latest(10))
                        .orElseThrow()
                        .messages())
                .hasSize(5);
        assertThat(item(scene, bob, group).unread()).isEqualTo(1);
    }

    @Test
    default void g9_whoeverHasGoneSeesNothingMore(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        Message hello = scene.post(alice, group, "hello");

        scene.commit(new Command.Leave(scene.id(), bob.id(), group, scene.now()));

        assertThat(scene.stores().messages().message(bob.id(), hello.id())).isEmpty();
        assertThat(scene.stores().messages().window(bob.id(), group, Window.latest(10)))
                .isEmpty();
        assertThat(scene.stores().messages().changes(bob.id(), group, 0, 10)).isEmpty();
        assertThat(scene.stores().messages().search(bob.id(), group, Sought.text("hello"), 10, 10))
                .isEmpty();
        assertThat(scene.stores().markers().read(bob.id(), group, 1)).isEmpty();
        assertThat(scene.stores().conversations().item(bob.id(), group)).isEmpty();
        assertThat(scene.stores().conversations().participants(bob.id(), group, Optional.empty(), 10))
                .isEmpty();
        assertThat(scene.stores().conversations().positions(bob.id())).isEmpty();
        assertThat(scene.stores().conversations().since(bob.id(), 0)).isEmpty();
        assertThat(scene.commit(scene.posting(bob, group, "still here")))
                .isEqualTo(new Outcome.Refused(ErrorCode.NOT_FOUND));
    }

    @Test
    default void whoeverComesBackStandsWhereHeCame(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId channel = scene.channel(alice, "General");
        scene.commit(scene.joining(bob, channel));
        scene.commit(new Command.Leave(scene.id(), bob.id(), channel, scene.now()));
        scene.post(alice, channel, "missed");
        long before = revision(scene, bob);

        scene.commit(scene.joining(bob, channel));

        assertThat(scene.stores().conversations().since(bob.id(), before))
                .singleElement()
                .satisfies(standing -> assertThat(standing.joined()).hasValue(4));
        assertThat(item(scene, bob, channel).unread()).isZero();
        assertThat(scene.stores().conversations().positions(bob.id())).containsExactly(new Position(channel, 4));
    }

    @Test
    default void whoeverIsBannedComesBackOnlyWhenBrought(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Account carol = scene.person("carol");
        ConversationId channel = scene.channel(alice, "General");
        scene.commit(List.of(scene.joining(bob, channel), scene.joining(carol, channel)));

        scene.commit(scene.removing(alice, channel, bob, true));

        assertThat(scene.commit(scene.joining(bob, channel))).isEqualTo(new Outcome.Refused(ErrorCode.FORBIDDEN));
        assertThat(scene.commit(scene.inviting(carol, channel, bob)))
                .isEqualTo(new Outcome.Refused(ErrorCode.FORBIDDEN));
        scene.commit(scene.inviting(alice, channel, bob));
        assertThat(item(scene, bob, channel).role()).isEqualTo(Role.MEMBER);
    }

    @Test
    default void comingAndGoingInOneBatchEndsAsTheLastSays(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice);

        List<Outcome> outcomes = scene.commit(List.of(
                scene.inviting(alice, group, bob),
                scene.posting(bob, group, "hello"),
                scene.removing(alice, group, bob, false),
                scene.posting(bob, group, "too late")));

        assertThat(outcomes.subList(0, 3)).allMatch(Outcome.Done.class::isInstance);
        assertThat(outcomes.get(3)).isEqualTo(new Outcome.Refused(ErrorCode.NOT_FOUND));
        assertThat(scene.stores().conversations().item(bob.id(), group)).isEmpty();
        assertThat(roles(scene, alice, group)).containsExactly(Role.OWNER);
    }

    @Test
    default void theLastOwnerCannotVanishHoweverManyGoAtOnce(Scene scene) {
        Account alice = scene.person("alice");
        List<Account> owners = new ArrayList<>(List.of(alice));
        IntStream.range(0, 7).forEach(i -> owners.add(scene.person("owner" + i)));
        ConversationId group = scene.group(alice, owners.subList(1, 8).toArray(Account[]::new));
        owners.subList(1, 8).forEach(owner -> scene.commit(scene.appointing(alice, group, owner, Role.OWNER)));

        List<Outcome> outcomes = Crowd.atOnce(8, i -> scene.commit(going(scene, group, owners, i)));

        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(7);
        assertThat(outcomes).containsOnlyOnce(new Outcome.Refused(ErrorCode.LAST_OWNER));
        Account left = owners.get(outcomes.indexOf(new Outcome.Refused(ErrorCode.LAST_OWNER)));
        assertThat(roles(scene, left, group)).containsOnlyOnce(Role.OWNER);
        assertThat(item(scene, left, group).conversation().owners()).isEqualTo(1);
    }

    private static Command going(Scene scene, ConversationId group, List<Account> owners, int i) {
        Account owner = owners.get(i);
        return i % 2 == 0
                ? new Command.Leave(scene.id(), owner.id(), group, scene.now())
                : scene.appointing(owner, group, owner, Role.MEMBER);
    }

    @Test
    default void twoOwnersWhoTakeTheRoleFromEachOtherLeaveOne(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        scene.commit(scene.appointing(alice, group, bob, Role.OWNER));

        List<Outcome> outcomes = scene.commit(List.of(
                scene.appointing(alice, group, bob, Role.MEMBER), scene.appointing(bob, group, alice, Role.MEMBER)));

        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Refused(ErrorCode.FORBIDDEN));
        assertThat(item(scene, alice, group).role()).isEqualTo(Role.OWNER);
    }

    @Test
    default void g11_whatAModeratorTakesAwayIsGoneAndSaysWhoTookIt(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        Message secret = scene.post(bob, group, "a secret");
        Message own = scene.post(bob, group, "my own");

        scene.commit(new Command.Delete(scene.id(), alice.id(), group, scene.now(), secret.id()));
        scene.delete(own);

        Message tombstone =
                scene.stores().messages().message(bob.id(), secret.id()).orElseThrow();
        assertThat(tombstone.content()).isEmpty();
        assertThat(tombstone.sender()).isEqualTo(bob.person());
        assertThat(tombstone.deletedBy()).contains(alice.person());
        assertThat(scene.stores()
                        .messages()
                        .message(bob.id(), own.id())
                        .orElseThrow()
                        .deletedBy())
                .isEmpty();
        assertThat(scene.stores().messages().search(bob.id(), group, Sought.text("secret"), Long.MAX_VALUE, 10))
                .contains(List.of());
        assertThat(scene.commit(scene.posting(bob, group, "a secret", secret.clientId())))
                .isEqualTo(new Outcome.Repeated(tombstone));
    }

    @Test
    default void participantsComeInPages(Scene scene) {
        Account alice = scene.person("alice");
        List<Account> others =
                IntStream.range(0, 6).mapToObj(i -> scene.person("other" + i)).toList();
        ConversationId group = scene.group(alice, others.toArray(Account[]::new));
        scene.commit(scene.removing(alice, group, others.get(3), false));
        List<AccountId> expected =
                new ArrayList<>(others.stream().map(Account::id).toList());
        expected.remove(3);
        expected.add(alice.id());
        expected.sort((a, b) -> Long.compare(a.value(), b.value()));

        List<AccountId> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Participant> page = scene.stores()
                    .conversations()
                    .participants(alice.id(), group, cursor, 2)
                    .orElseThrow();
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(one -> seen.add(one.person().id()));
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(seen).isEqualTo(expected);
        assertThat(item(scene, alice, group).conversation().members()).isEqualTo(6);
    }

    private static ConversationItem item(Scene scene, Account member, ConversationId conversation) {
        return scene.stores().conversations().item(member.id(), conversation).orElseThrow();
    }

    private static List<Role> roles(Scene scene, Account member, ConversationId conversation) {
        return scene
                .stores()
                .conversations()
                .participants(member.id(), conversation, Optional.empty(), 100)
                .orElseThrow()
                .items()
                .stream()
                .map(Participant::role)
                .sorted()
                .toList();
    }

    private static long revision(Scene scene, Account account) {
        return scene.stores().accounts().revisions(List.of(account.id())).getOrDefault(account.id(), 0L);
    }
}
