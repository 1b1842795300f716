package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.markup.Markup;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.FormerText;
import dev.parley.core.model.Mention;
import dev.parley.core.model.Message;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Quote;
import dev.parley.core.model.Reaction;
import dev.parley.core.model.Role;
import dev.parley.core.model.Window;
import dev.parley.core.port.MessageReader;
import dev.parley.core.port.MessageReader.ListQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds a journal and its {@link MessageReader} to what lies on messages: what they answer, whom they call, who has reacted, what is kept
 * at hand, and what they have said before. It is long because each of these meets all others.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface MarkContract extends StoresContract {

    @Test
    default void anAnswerQuotesWhatItAnswersAsThatIsNow(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        Message question = scene.post(alice, room, "Where are you?");
        Message answer = scene.answer(bob, question, "Here, at the door");

        assertThat(everywhere(scene, bob, answer)).containsOnly(Optional.of(quote(question, "Where are you?", 1)));

        scene.edit(question, "Where were you?");
        assertThat(everywhere(scene, bob, answer)).containsOnly(Optional.of(quote(question, "Where were you?", 2)));

        scene.delete(question);
        assertThat(everywhere(scene, bob, answer))
                .containsOnly(Optional.of(new Quote(question.id(), 1, 3, question.sender(), Optional.empty())));
    }

    private static Quote quote(Message message, String excerpt, int version) {
        return new Quote(message.id(), message.seq(), version, message.sender(), Optional.of(excerpt));
    }

    /** What a message quotes, by every way in which it can be read. */
    private static Stream<Optional<Quote>> everywhere(Scene scene, Account reader, Message message) {
        MessageReader messages = scene.stores().messages();
        ConversationId room = message.conversation();
        return Stream.of(
                        messages.message(reader.id(), message.id()).stream(),
                        messages.window(reader.id(), room, Window.latest(1)).orElseThrow().messages().stream(),
                        messages.changes(reader.id(), room, message.seq() - 1, 1).orElseThrow().changes().stream()
                                .map(change -> change.message()),
                        messages
                                .list(reader.id(), new ListQuery(Optional.empty(), Optional.empty(), 1, 1))
                                .messages()
                                .stream(),
                        scene.stores().conversations().item(reader.id(), room).orElseThrow().lastMessage().stream())
                .flatMap(found -> found)
                .map(Message::replyTo);
    }

    @Test
    default void aLongTextIsQuotedByItsFirstHundredCharacters(Scene scene) {
        Account alice = scene.person("alice");
        Message question = scene.post(alice, scene.direct(alice, alice), "😀".repeat(300));

        Message answer = scene.answer(alice, question, "long");

        assertThat(everywhere(scene, alice, answer))
                .allSatisfy(quote -> assertThat(quote.orElseThrow().excerpt()).hasValue("😀".repeat(100)));
    }

    @Test
    default void g11_whatIsReplacedOrDeletedInTheSameBatchIsNotQuoted(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message edited = scene.post(alice, room, "first words");
        Message deleted = scene.post(alice, room, "gone words");

        List<Outcome> outcomes = scene.commit(List.of(
                scene.answering(alice, edited, "one"),
                scene.answering(alice, deleted, "two"),
                scene.editing(edited, "other words"),
                scene.deleting(deleted)));

        assertThat(outcomes.subList(0, 2))
                .map(outcome ->
                        Scene.change(outcome).message().replyTo().orElseThrow().excerpt())
                .containsExactly(Optional.of("other words"), Optional.empty());
    }

    @Test
    default void onlyATextOfTheSameConversationIsAnswered(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId notes = scene.direct(alice, alice);
        ConversationId channel = scene.channel(alice, "Lobby");
        Message elsewhere = scene.post(alice, channel, "elsewhere");
        Message note = Scene.change(scene.commit(
                        new Command.Describe(scene.id(), alice.id(), channel, scene.now(), Optional.of("about"))))
                .message();

        Outcome outside = scene.commit(scene.answering(alice, notes, elsewhere, "text"));
        Outcome toANote = scene.commit(scene.answering(alice, channel, note, "text"));

        assertThat(List.of(outside, toANote)).containsOnly(new Outcome.Refused(ErrorCode.NOT_FOUND));
    }

    @Test
    default void namesOfMembersAreFoundOutWhenTheyAreWritten(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("Bob");
        scene.person("carla");
        ConversationId group = scene.group(alice, bob);

        Message called = scene.post(bob, group, "@ALICE, ask @bob or @carla or @nobody, not @all");
        Message all = scene.post(alice, group, "to @all");
        Message edited = scene.edit(called, "only @carla and @bob");

        assertThat(called.mentions().people())
                .containsExactly(new Mention(alice.id(), "alice"), new Mention(bob.id(), "Bob"));
        assertThat(called.mentions().everybody()).as("bob does not moderate").isFalse();
        assertThat(all.mentions().everybody()).isTrue();
        assertThat(edited.mentions().people()).containsExactly(new Mention(bob.id(), "Bob"));
        assertThat(scene.stores().messages().message(alice.id(), called.id())).hasValue(edited);
        assertThat(scene.stores().messages().message(alice.id(), all.id())).hasValue(all);
    }

    @Test
    default void g15_unreadCallsAreCountedOnceEachAndGoWithTheirMessages(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        scene.post(alice, group, "before, @bob");
        scene.stores().markers().read(bob.id(), group, 1);
        Message both = scene.post(alice, group, "@bob and @all");
        Message name = scene.post(alice, group, "only @bob");
        scene.post(alice, group, "nobody");

        assertThat(calls(scene, bob, group)).isEqualTo(2);
        assertThat(calls(scene, alice, group)).as("her own").isZero();

        scene.edit(both, "nobody any more");
        assertThat(calls(scene, bob, group)).isEqualTo(1);

        scene.delete(name);
        assertThat(calls(scene, bob, group)).isZero();

        scene.stores().markers().unreadFrom(bob.id(), group, 1);
        assertThat(calls(scene, bob, group)).isEqualTo(1);
        assertThat(scene.stores()
                        .markers()
                        .read(bob.id(), group, 5)
                        .orElseThrow()
                        .marker()
                        .mentions())
                .isZero();
    }

    private static long calls(Scene scene, Account member, ConversationId room) {
        return scene.stores()
                .conversations()
                .item(member.id(), room)
                .orElseThrow()
                .marker()
                .mentions();
    }

    @Test
    default void whoIsBroughtInTheSameBatchCanBeCalledByName(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice);

        List<Outcome> outcomes =
                scene.commit(List.of(scene.inviting(alice, group, bob), scene.posting(alice, group, "welcome, @bob")));

        assertThat(Scene.change(outcomes.get(1)).message().mentions().people())
                .containsExactly(new Mention(bob.id(), "bob"));
    }

    @Test
    default void aReactionIsThereOnceAndCanBeTakenBack(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Message message = scene.post(alice, scene.direct(alice, bob), "text");

        Message first =
                Scene.change(scene.commit(scene.reacting(bob, message, "👍"))).message();
        Outcome again = scene.commit(scene.reacting(bob, message, "👍"));
        Message both =
                Scene.change(scene.commit(scene.reacting(alice, message, "👍"))).message();
        Message other =
                Scene.change(scene.commit(scene.reacting(alice, message, "🎉"))).message();
        Message one = Scene.change(scene.commit(scene.reacting(bob, message, "👍", false)))
                .message();
        Message none = Scene.change(scene.commit(scene.reacting(alice, message, "👍", false)))
                .message();
        Outcome nothing = scene.commit(scene.reacting(alice, message, "👍", false));

        assertThat(first.reactions()).containsExactly(new Reaction("👍", 1, List.of(bob.id())));
        assertThat(again).isEqualTo(new Outcome.Repeated(first));
        assertThat(both.reactions()).containsExactly(new Reaction("👍", 2, List.of(bob.id(), alice.id())));
        Reaction party = new Reaction("🎉", 1, List.of(alice.id()));
        assertThat(other.reactions()).containsExactly(both.reactions().get(0), party);
        assertThat(one.reactions()).containsExactly(new Reaction("👍", 1, List.of(alice.id())), party);
        assertThat(none.reactions()).containsExactly(party);
        assertThat(none.version()).isEqualTo(6);
        assertThat(nothing).isEqualTo(new Outcome.Repeated(none));
        assertThat(scene.stores().messages().message(bob.id(), message.id())).hasValue(none);
    }

    @Test
    default void whatIsPutAndTakenInOneBatchIsAsIfOneByOne(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Message message = scene.post(alice, scene.direct(alice, bob), "text");
        scene.commit(scene.reacting(bob, message, "👍"));

        scene.commit(List.of(
                scene.reacting(alice, message, "👍"),
                scene.reacting(bob, message, "👍", false),
                scene.reacting(bob, message, "👍"),
                scene.reacting(alice, message, "🎉"),
                scene.reacting(alice, message, "🎉", false)));

        Message now =
                scene.stores().messages().message(alice.id(), message.id()).orElseThrow();
        assertThat(now.reactions()).containsExactly(new Reaction("👍", 2, List.of(alice.id(), bob.id())));
        Message later = Scene.change(scene.commit(scene.reacting(alice, message, "👍", false)))
                .message();
        assertThat(later.reactions()).containsExactly(new Reaction("👍", 1, List.of(bob.id())));
    }

    @Test
    default void ofManyWhoReactTwentyAreNamedAndOthersMoveUp(Scene scene) {
        Account alice = scene.person("alice");
        List<Account> people =
                IntStream.range(0, 25).mapToObj(i -> scene.person("person" + i)).toList();
        ConversationId group = scene.group(alice, people.toArray(Account[]::new));
        Message message = scene.post(alice, group, "text");
        people.forEach(person -> scene.commit(scene.reacting(person, message, "👍")));
        List<AccountId> ids = people.stream().map(Account::id).toList();

        assertThat(reactions(scene, alice, message)).containsExactly(new Reaction("👍", 25, ids.subList(0, 20)));

        people.subList(0, 3).forEach(person -> scene.commit(scene.reacting(person, message, "👍", false)));
        assertThat(reactions(scene, alice, message)).containsExactly(new Reaction("👍", 22, ids.subList(3, 23)));
    }

    private static List<Reaction> reactions(Scene scene, Account reader, Message message) {
        return scene.stores()
                .messages()
                .message(reader.id(), message.id())
                .orElseThrow()
                .reactions();
    }

    @Test
    default void everyoneWhoReactsAtTheSameMomentIsCounted(Scene scene) {
        Account alice = scene.person("alice");
        List<Account> people =
                IntStream.range(0, 20).mapToObj(i -> scene.person("person" + i)).toList();
        ConversationId group = scene.group(alice, people.toArray(Account[]::new));
        Message message = scene.post(alice, group, "text");

        Crowd.atOnce(20, i -> scene.commit(scene.reacting(people.get(i), message, "👍")));

        assertThat(reactions(scene, alice, message)).singleElement().satisfies(reaction -> {
            assertThat(reaction.count()).isEqualTo(20);
            assertThat(reaction.first())
                    .containsExactlyInAnyOrderElementsOf(
                            people.stream().map(Account::id).toList());
        });
    }

    @Test
    default void c19_aMessageHasTwentyKindsOfReactionsAtTheMost(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Message message = scene.post(alice, scene.direct(alice, bob), "text");
        IntStream.range(0, 20).forEach(i -> scene.commit(scene.reacting(alice, message, face(i))));

        assertThat(scene.commit(scene.reacting(bob, message, face(20))))
                .isEqualTo(new Outcome.Refused(ErrorCode.TOO_MANY_REACTIONS));
        assertThat(scene.commit(scene.reacting(bob, message, face(19)))).isInstanceOf(Outcome.Done.class);
    }

    private static String face(int i) {
        return Character.toString(0x1F600 + i);
    }

    @Test
    default void whatIsPinnedIsListedTheLatestFirst(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        List<Message> posted = scene.posts(alice, room, "text", 3);

        scene.commit(scene.pinning(bob, posted.get(0), true));
        scene.commit(scene.pinning(alice, posted.get(2), true));
        scene.commit(scene.pinning(alice, posted.get(1), true));
        scene.commit(scene.pinning(alice, posted.get(2), false));
        scene.edit(posted.get(1), "other");

        List<Message> pinned = scene.stores().messages().pinned(bob.id(), room).orElseThrow();
        assertThat(pinned)
                .extracting(Message::id)
                .containsExactly(posted.get(1).id(), posted.get(0).id());
        assertThat(pinned).allMatch(Message::pinned);
        assertThat(scene.stores().messages().pinned(scene.person("carla").id(), room))
                .isEmpty();
    }

    @Test
    default void aPinThatIsTakenAndPutInOneBatchIsThere(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message message = scene.post(alice, room, "text");
        scene.commit(scene.pinning(alice, message, true));

        scene.commit(List.of(scene.pinning(alice, message, false), scene.pinning(alice, message, true)));

        assertThat(scene.stores().messages().pinned(alice.id(), room).orElseThrow())
                .hasSize(1);
    }

    @Test
    default void g10_whoIsNoMemberAnyMoreLearnsOfARepeatThatItIsStoredAndNoMore(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        Message question = scene.post(alice, group, "a question");
        Command.Post answer = scene.answering(bob, question, "an answer");
        Message posted = Scene.change(scene.commit(answer)).message();
        scene.commit(scene.removing(alice, group, bob, false));
        scene.edit(question, "not for bob");

        Outcome repeat = scene.commit(new Command.Post(
                scene.id(),
                bob.id(),
                group,
                scene.now(),
                answer.said(),
                answer.replyTo(),
                answer.clientId(),
                answer.fingerprint()));

        assertThat(repeat).isInstanceOfSatisfying(Outcome.Repeated.class, repeated -> {
            assertThat(repeated.message().id()).isEqualTo(posted.id());
            assertThat(repeated.message().seq()).isEqualTo(posted.seq());
            assertThat(repeated.message().content()).isEmpty();
            assertThat(repeated.message().replyTo()).isEmpty();
        });
    }

    @Test
    default void g11_aRepeatInTheBatchThatDeletesShowsNothing(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Command.Post post = scene.posting(alice, room, "secret", "mine");
        Message message = Scene.change(scene.commit(post)).message();

        List<Outcome> outcomes =
                scene.commit(List.of(scene.posting(alice, room, "secret", "mine"), scene.deleting(message)));

        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Outcome.Repeated.class,
                        repeated -> assertThat(repeated.message().content()).isEmpty());
    }

    @Test
    default void fiftyMessagesArePinnedAtTheMost(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        List<Message> posted = scene.posts(alice, room, "text", 51);
        posted.subList(0, 50).forEach(message -> scene.commit(scene.pinning(alice, message, true)));

        assertThat(scene.commit(scene.pinning(alice, posted.get(50), true)))
                .isEqualTo(new Outcome.Refused(ErrorCode.TOO_MANY_PINS));

        scene.delete(posted.get(0));
        assertThat(scene.commit(scene.pinning(alice, posted.get(50), true))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    default void inAGroupOnlyThoseWhoModeratePin(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId group = scene.group(alice, bob);
        Message message = scene.post(bob, group, "text");

        assertThat(scene.commit(scene.pinning(bob, message, true))).isEqualTo(new Outcome.Refused(ErrorCode.FORBIDDEN));

        scene.commit(scene.appointing(alice, group, bob, Role.MODERATOR));
        assertThat(scene.commit(scene.pinning(bob, message, true))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    default void whatWasSaidBeforeIsForItsAuthorAndAdministrators(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Account root = scene.newcomer("root1").admin().enter();
        ConversationId group = scene.group(alice, bob);
        Message posted = scene.post(bob, group, "one");
        scene.commit(List.of(scene.editing(posted, "two"), scene.editing(posted, "three")));
        scene.edit(posted, "four");

        assertThat(former(scene, bob, posted, Integer.MAX_VALUE))
                .isEqualTo(former(scene, root, posted, Integer.MAX_VALUE))
                .extracting(FormerText::content)
                .containsExactly("three", "two");
        assertThat(former(scene, bob, posted, 2)).containsExactly(new FormerText(1, "one", posted.sentAt()));
        assertThat(refusal(scene, alice, posted)).isEqualTo(ErrorCode.NOT_AUTHOR);
        assertThat(refusal(scene, scene.person("carla"), posted)).isEqualTo(ErrorCode.NOT_FOUND);

        scene.commit(scene.removing(alice, group, bob, false));
        assertThat(refusal(scene, bob, posted)).as("p29: who has left").isEqualTo(ErrorCode.NOT_FOUND);
    }

    /** Two at the most, below a version. */
    private static List<FormerText> former(Scene scene, Account reader, Message message, int before) {
        return scene.stores().messages().formerTexts(reader.id(), message.id(), before, 2);
    }

    private static ErrorCode refusal(Scene scene, Account reader, Message message) {
        return catchThrowableOfType(ChatException.class, () -> former(scene, reader, message, Integer.MAX_VALUE))
                .code();
    }

    @Test
    default void g11_deletingTakesAwayAllThatLiesOnAMessage(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Account root = scene.newcomer("root1").admin().enter();
        ConversationId room = scene.direct(alice, bob);
        Message message = scene.post(alice, room, "for @bob");
        scene.edit(message, "again for @bob");
        scene.commit(List.of(scene.reacting(bob, message, "👍"), scene.pinning(bob, message, true)));

        Message tombstone = scene.delete(message);

        assertThat(scene.stores().messages().message(bob.id(), message.id())).hasValue(tombstone);
        assertThat(tombstone.mentions().isEmpty()).isTrue();
        assertThat(tombstone.reactions()).isEmpty();
        assertThat(tombstone.pinned()).isFalse();
        assertThat(scene.stores().messages().pinned(bob.id(), room).orElseThrow())
                .isEmpty();
        assertThat(former(scene, root, message, Integer.MAX_VALUE)).isEmpty();
        assertThat(scene.commit(List.of(
                        scene.reacting(bob, message, "🎉"),
                        scene.reacting(bob, message, "👍", false),
                        scene.pinning(bob, message, true))))
                .containsOnly(new Outcome.Refused(ErrorCode.ALREADY_DELETED));
    }

    @Test
    default void g11_whatIsEditedReactedToPinnedAndDeletedInOneBatchLeavesNothing(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message message = scene.post(alice, room, "old words");
        List<Command> batch = new ArrayList<>(List.of(
                new Command.Edit(scene.id(), alice.id(), room, scene.now(), message.id(), Markup.words("new @alice")),
                scene.reacting(alice, message, "👍"),
                scene.pinning(alice, message, true),
                scene.deleting(message)));

        scene.commit(batch);

        assertThat(former(scene, alice, message, Integer.MAX_VALUE)).isEmpty();
        assertThat(scene.stores().messages().pinned(alice.id(), room).orElseThrow())
                .isEmpty();
        assertThat(scene.stores()
                        .conversations()
                        .item(alice.id(), room)
                        .orElseThrow()
                        .conversation()
                        .pinned())
                .isZero();
    }

    @Test
    default void whatAConversationNotesAboutItselfBearsNoMarks(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId channel = scene.channel(alice, "Lobby");
        Message note = Scene.change(scene.commit(
                        new Command.Describe(scene.id(), alice.id(), channel, scene.now(), Optional.of("about"))))
                .message();

        assertThat(scene.commit(List.of(scene.reacting(alice, note, "👍"), scene.pinning(alice, note, true))))
                .containsOnly(new Outcome.Refused(ErrorCode.NOT_AUTHOR));
    }
}
