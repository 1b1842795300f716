package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.internal.Rules;
import dev.parley.core.markup.Markup;
import dev.parley.core.model.Account;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Facts;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.Needs;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Window;
import dev.parley.core.port.Journal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link Journal} to its port, by the core's own rules. Long because every kind of command meets the same few traps here:
 * repeats, refusals, unknown outcomes and what stood before it in its batch.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface JournalContract extends StoresContract, RaceContract, MemberContract, ChannelContract, MarkContract {

    @Test
    default void g5_changesAreNumberedFromOne(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message first = scene.post(alice, room, "one");
        scene.edit(first, "two");
        scene.post(alice, room, "three");
        scene.delete(first);

        List<Change> changes = scene.stores().journal().log(room, 0, 10).changes();

        assertThat(changes).map(Change::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(changes).map(Change::actor).containsOnly(alice.id());
        assertThat(changes).map(Change::conversation).containsOnly(room);
    }

    @Test
    default void g5_aChangeReadsBackAsItWasAnswered(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Command.Post posting = scene.posting(alice, room, "hello");

        Change change = Scene.change(scene.commit(posting));

        assertThat(change.id()).isEqualTo(posting.id());
        assertThat(scene.stores().journal().log(room, 0, 10))
                .isEqualTo(new ChangePage(List.of(change), 1, false, false));
    }

    @Test
    default void g7_theTopsAreWhereConversationsStand(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        ConversationId other = scene.direct(alice, scene.person("bob"));
        scene.posts(alice, room, "text", 3);

        Map<ConversationId, Long> tops =
                scene.stores().journal().tops(List.of(room, other, new ConversationId(scene.id())));

        assertThat(tops).containsExactlyInAnyOrderEntriesOf(Map.of(room, 3L, other, 0L));
        assertThat(scene.stores().journal().tops(List.of())).isEmpty();
    }

    @Test
    default void g6_theLogComesInPages(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message first =
                Scene.change(scene.commit(scene.posting(alice, room, "text"))).message();
        scene.edit(first, "other text");
        scene.posts(alice, room, "text", 1);
        Journal journal = scene.stores().journal();

        assertThat(journal.log(room, 0, 2)).returns(true, ChangePage::more).returns(3L, ChangePage::top);
        assertThat(journal.log(room, 0, 2).changes())
                .map(Change::kind)
                .containsExactly(ChangeKind.MESSAGE_CREATED, ChangeKind.MESSAGE_EDITED);
        assertThat(journal.log(room, 1, 1).changes()).map(Change::seq).containsExactly(2L);
        assertThat(journal.log(room, 2, 2).changes()).map(Change::kind).containsExactly(ChangeKind.MESSAGE_CREATED);
        assertThat(journal.log(room, 3, 2)).isEqualTo(new ChangePage(List.of(), 3, false, false));
        assertThat(journal.log(room, 4, 2)).isEqualTo(new ChangePage(List.of(), 3, false, true));
    }

    @Test
    default void theLogOfNoConversationIsEmpty(Scene scene) {
        assertThat(scene.stores().journal().log(new ConversationId(scene.id()), 0, 10))
                .isEqualTo(new ChangePage(List.of(), 0, false, false));
    }

    @Test
    default void outcomesComeInTheOrderOfTheCommands(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId one = scene.direct(alice, scene.person("bob"));
        ConversationId other = scene.direct(alice, scene.person("carol"));

        List<Outcome> outcomes = scene.commit(List.of(
                scene.posting(alice, other, "1"),
                scene.posting(alice, one, "2"),
                scene.posting(alice, other, "3"),
                scene.posting(alice, one, "4")));

        assertThat(outcomes)
                .map(outcome -> Scene.change(outcome).message().content().orElseThrow())
                .containsExactly("1", "2", "3", "4");
        assertThat(outcomes).map(outcome -> Scene.change(outcome).seq()).containsExactly(1L, 1L, 2L, 2L);
    }

    @Test
    default void aRefusedCommandChangesNothingAndTheOthersHappen(Scene scene) {
        Account alice = scene.person("alice");
        Account mallory = scene.person("mallory");
        ConversationId room = scene.direct(alice, scene.person("bob"));

        List<Outcome> outcomes = scene.commit(List.of(
                scene.posting(alice, room, "one"),
                scene.posting(mallory, room, "intruding"),
                scene.posting(alice, room, "two")));

        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Refused(ErrorCode.NOT_FOUND));
        assertThat(texts(scene, alice, room)).containsExactly("one", "two");
    }

    @Test
    default void aMessageMayBeEditedAndDeletedInTheBatchThatPostsIt(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Command.Post kept = scene.posting(alice, room, "one");
        Command.Post gone = scene.posting(alice, room, "secret");
        MessageId keptId = new MessageId(kept.id());
        MessageId goneId = new MessageId(gone.id());

        scene.commit(List.of(
                kept,
                gone,
                new Command.Edit(scene.id(), alice.id(), room, scene.now(), keptId, Markup.words("two")),
                new Command.Delete(scene.id(), alice.id(), room, scene.now(), goneId)));

        ChangePage log = scene.stores().journal().log(room, 0, 10);
        assertThat(log.changes()).map(Change::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(log.toString()).doesNotContain("secret");
        assertThat(texts(scene, alice, room)).containsExactly("two", "");
    }

    @Test
    default void aPostOpensTheDirectConversationOfItsPair(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Pair pair = Pair.of(alice.id(), bob.id());

        Outcome outcome = scene.commit(scene.posting(alice, pair, "hello"));

        Message message = Scene.change(outcome).message();
        assertThat(((Outcome.Done) outcome).opened()).map(Conversation::id).contains(message.conversation());
        assertThat(scene.stores().conversations().direct(pair)).contains(message.conversation());
        assertThat(texts(scene, bob, message.conversation())).containsExactly("hello");
    }

    @Test
    default void anEditKeepsTheMessagesPlace(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message message = scene.post(alice, room, "one");
        scene.post(alice, room, "other");

        Message edited = scene.edit(message, "two");

        assertThat(scene.stores().messages().message(alice.id(), message.id())).contains(edited);
        assertThat(edited)
                .returns(message.seq(), Message::seq)
                .returns(message.ordinal(), Message::ordinal)
                .returns(message.sentAt(), Message::sentAt)
                .returns(message.version() + 1, Message::version)
                .returns(Optional.of("two"), Message::content);
    }

    @Test
    default void g11_twoDeletionsMakeOneChange(Scene scene) {
        Account alice = scene.person("alice");
        Message message = scene.post(alice, scene.direct(alice, alice), "secret");
        Message tombstone = scene.delete(message);

        Outcome second = scene.commit(scene.deleting(message));

        assertThat(second).isEqualTo(new Outcome.Repeated(tombstone));
        assertThat(scene.stores().journal().log(message.conversation(), 0, 10).top())
                .isEqualTo(2);
    }

    @Test
    default void g11_whatIsDeletedCannotBeEdited(Scene scene) {
        Account alice = scene.person("alice");
        Message message = scene.post(alice, scene.direct(alice, alice), "secret");
        scene.delete(message);

        assertThat(scene.commit(scene.editing(message, "again")))
                .isEqualTo(new Outcome.Refused(ErrorCode.ALREADY_DELETED));
    }

    @Test
    default void theCountersFollowWhatHappens(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        List<Message> messages = scene.posts(alice, room, "text", 3);
        scene.edit(messages.get(0), "other");
        scene.delete(messages.get(1));

        Conversation row = scene.stores()
                .conversations()
                .item(alice.id(), room)
                .map(ConversationItem::conversation)
                .orElseThrow();

        assertThat(row)
                .returns(5L, Conversation::lastSeq)
                .returns(3L, Conversation::lastOrdinal)
                .returns(2L, Conversation::liveCount)
                .returns(Optional.of(messages.get(2).sentAt()), Conversation::lastMessageAt);
    }

    @Test
    default void g3_aRepeatIsAnsweredWithTheFirst(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message first = Scene.change(scene.commit(scene.posting(alice, room, "hello", "mine")))
                .message();

        Outcome repeat = scene.commit(scene.posting(alice, room, "hello", "mine"));

        assertThat(repeat).isEqualTo(new Outcome.Repeated(first));
        assertThat(texts(scene, alice, room)).containsExactly("hello");
    }

    @Test
    default void g3_aRepeatByPairIsAnsweredWithTheFirst(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Pair pair = Pair.of(alice.id(), bob.id());
        Message first = Scene.change(scene.commit(scene.posting(alice, pair, "hello", "mine")))
                .message();

        assertThat(scene.commit(scene.posting(alice, pair, "hello", "mine"))).isEqualTo(new Outcome.Repeated(first));
        assertThat(scene.commit(scene.posting(alice, first.conversation(), "hello", "mine")))
                .isEqualTo(new Outcome.Repeated(first));
    }

    @Test
    default void g3_aRepeatWithinOneBatchIsOneToo(Scene scene) {
        Account alice = scene.person("alice");
        Pair notes = Pair.of(alice.id(), alice.id());

        List<Outcome> outcomes = scene.commit(
                List.of(scene.posting(alice, notes, "hello", "mine"), scene.posting(alice, notes, "hello", "mine")));

        Message first = Scene.change(outcomes.get(0)).message();
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Repeated(first));
        assertThat(texts(scene, alice, first.conversation())).containsExactly("hello");
    }

    @Test
    default void g3_aRepeatIsRecognisedAfterReopening(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message first = Scene.change(scene.commit(scene.posting(alice, room, "hello", "mine")))
                .message();

        scene.reopen();

        assertThat(scene.commit(scene.posting(alice, room, "hello", "mine"))).isEqualTo(new Outcome.Repeated(first));
    }

    @Test
    default void g3_aRepeatIsToldFromOtherContentAlsoAfterAnEdit(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message first = Scene.change(scene.commit(scene.posting(alice, room, "hello", "mine")))
                .message();
        Message edited = scene.edit(first, "edited");

        assertThat(scene.commit(scene.posting(alice, room, "hello", "mine"))).isEqualTo(new Outcome.Repeated(edited));
        assertThat(scene.commit(scene.posting(alice, room, "edited", "mine")))
                .isEqualTo(new Outcome.Refused(ErrorCode.CLIENT_ID_REUSED));
    }

    @Test
    default void g3_aRepeatOfWhatIsDeletedIsAnsweredWithTheTombstone(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message first = Scene.change(scene.commit(scene.posting(alice, room, "hello", "mine")))
                .message();
        Message tombstone = scene.delete(first);

        assertThat(scene.commit(scene.posting(alice, room, "hello", "mine")))
                .isEqualTo(new Outcome.Repeated(tombstone));
    }

    @Test
    default void g11_deletingErasesTheFingerprint(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message first = Scene.change(scene.commit(scene.posting(alice, room, "hello", "mine")))
                .message();
        Spy spy = new Spy();

        scene.stores().journal().commit(List.of(scene.posting(alice, room, "hello", "mine")), spy);
        scene.delete(first);
        scene.stores().journal().commit(List.of(scene.posting(alice, room, "hello", "mine")), spy);

        assertThat(spy.seen())
                .flatMap(facts -> facts.posts().values())
                .map(Facts.Posted::fingerprint)
                .containsExactly(Scene.key("hello"), "");
    }

    @Test
    default void g3_oneClientIdMayStandForMessagesOfOthersAndElsewhere(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        ConversationId elsewhere = scene.direct(alice, alice);

        List<Command> first = List.of(
                scene.posting(alice, room, "one", "mine"),
                scene.posting(bob, room, "two", "mine"),
                scene.posting(alice, elsewhere, "three", "mine"),
                scene.posting(alice, room, "four", "Mine"));

        List<Outcome> outcomes = scene.commit(first);

        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Done.class);
        assertThat(scene.commit(first))
                .isEqualTo(outcomes.stream()
                        .map(outcome ->
                                new Outcome.Repeated(Scene.change(outcome).message()))
                        .toList());
    }

    @Test
    default void g3_theStoreItselfRefusesASecondMessageUnderOneClientId(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        scene.commit(scene.posting(alice, room, "hello", "mine"));
        Spy forgetful = new Spy(JournalContract::withoutPosts);

        assertThatThrownBy(() -> scene.stores()
                        .journal()
                        .commit(List.of(scene.posting(alice, room, "hello", "mine")), forgetful))
                .isInstanceOf(RuntimeException.class);

        assertThat(texts(scene, alice, room)).containsExactly("hello");
        assertThat(scene.post(alice, room, "next").seq()).isEqualTo(2);
    }

    @Test
    default void nothingIsStoredWhenTheDeciderThrows(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Pair unopened = Pair.of(alice.id(), scene.person("bob").id());
        Spy broken = new Spy(facts -> {
            throw new IllegalStateException("broken on purpose");
        });

        assertThatThrownBy(() -> scene.stores()
                        .journal()
                        .commit(
                                List.of(scene.posting(alice, room, "one"), scene.posting(alice, unopened, "two")),
                                broken))
                .hasStackTraceContaining("broken on purpose");

        assertThat(scene.stores().journal().log(room, 0, 10).changes()).isEmpty();
        assertThat(scene.stores().conversations().direct(unopened)).isEmpty();
        assertThat(scene.post(alice, room, "the next goes through").seq()).isOne();
    }

    @Test
    default void g4_whatIsInTheLogIsReportedAndNotDoneAgain(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Command.Post posting = scene.posting(alice, room, "hello");
        Outcome posted = scene.commit(posting);
        Command.Edit editing = scene.editing(Scene.change(posted).message(), "edited");
        Outcome edited = scene.commit(editing);

        List<Outcome> again = scene.stores().journal().commit(List.of(posting, editing), new Rules().again());

        assertThat(again.get(1)).isEqualTo(edited);
        assertThat(Scene.change(again.get(0)))
                .isEqualTo(Scene.change(posted).with(Scene.change(edited).message()));
        assertThat(scene.stores().journal().log(room, 0, 10).top()).isEqualTo(2);
    }

    @Test
    default void g4_whatIsNotInTheLogIsDoneWhenAskedAgain(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);

        List<Outcome> outcomes =
                scene.stores().journal().commit(List.of(scene.posting(alice, room, "hello")), new Rules().again());

        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Done.class);
        assertThat(texts(scene, alice, room)).containsExactly("hello");
    }

    @Test
    default void theFactsAreWhatWasAskedForUnderTheKeysOfTheQuestion(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        Pair pair = Pair.of(alice.id(), bob.id());
        Message message = Scene.change(scene.commit(scene.posting(alice, room, "hello", "mine")))
                .message();
        Needs.Reacting thumb = new Needs.Reacting(message.id(), "👍", bob.id());
        scene.commit(scene.reacting(alice, message, "👍"));
        Message reacted =
                Scene.change(scene.commit(scene.reacting(bob, message, "👍"))).message();
        Needs.PostKey byId = new Needs.PostKey(room, alice.id(), "mine");
        Needs.PostKey byPair = new Needs.PostKey(pair, alice.id(), "mine");
        Spy spy = new Spy();
        spy.asksFor(new Needs(
                Set.of(room, pair),
                Set.of(new Needs.Membership(room, alice.id()), new Needs.Membership(pair, bob.id())),
                Set.of(),
                Set.of(),
                Set.of(new Needs.Called(room, "bob")),
                Set.of(message.id()),
                Set.of(thumb, new Needs.Reacting(message.id(), "🎉", bob.id())),
                Set.of(byId, byPair),
                Set.of(),
                Set.of(),
                Set.of(message.id().value())));

        scene.stores().journal().commit(List.of(), spy);

        Facts facts = spy.seen().get(0);
        assertThat(facts.conversations()).containsOnlyKeys(room, pair);
        assertThat(facts.members())
                .containsOnlyKeys(
                        new Needs.Membership(room, alice.id()),
                        new Needs.Membership(room, bob.id()),
                        new Needs.Membership(pair, bob.id()));
        assertThat(facts.accounts()).isEqualTo(Map.of(alice.id(), alice, bob.id(), bob));
        assertThat(facts.messages()).isEqualTo(Map.of(message.id(), reacted));
        assertThat(facts.reactions()).containsExactly(thumb);
        assertThat(facts.reactors()).isEqualTo(Map.of(thumb.kind(), List.of(alice.id(), bob.id())));
        assertThat(facts.posts())
                .isEqualTo(Map.of(
                        byId, new Facts.Posted(reacted, Scene.key("hello")),
                        byPair, new Facts.Posted(reacted, Scene.key("hello"))));
        assertThat(facts.changes())
                .isEqualTo(Map.of(
                        message.id().value(),
                        scene.stores().journal().log(room, 0, 1).changes().get(0)));
    }

    @Test
    default void whatIsNotThereIsMissingFromTheFacts(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId none = new ConversationId(scene.id());
        Pair unopened = Pair.of(alice.id(), bob.id());
        Spy spy = new Spy();
        spy.asksFor(new Needs(
                Set.of(none, unopened),
                Set.of(new Needs.Membership(none, alice.id()), new Needs.Membership(unopened, alice.id())),
                Set.of(),
                Set.of("no channel"),
                Set.of(new Needs.Called(unopened, "nobody")),
                Set.of(new MessageId(scene.id())),
                Set.of(new Needs.Reacting(new MessageId(scene.id()), "👍", alice.id())),
                Set.of(new Needs.PostKey(unopened, alice.id(), "mine")),
                Set.of(),
                Set.of(),
                Set.of(scene.id())));

        scene.stores().journal().commit(List.of(), spy);

        Facts nothing = new Facts(
                Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), Map.of(), Map.of(), Set.of(), Map.of(),
                Map.of(), Map.of());
        assertThat(spy.seen().get(0))
                .usingRecursiveComparison()
                .ignoringFields("accounts")
                .isEqualTo(nothing);
    }

    @Test
    default void g1_whatWasAnsweredIsThereAfterReopening(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, scene.person("bob"));
        List<Message> posted = new ArrayList<>(scene.posts(alice, room, "text", 5));
        posted.set(1, scene.edit(posted.get(1), "edited"));
        posted.set(2, scene.delete(posted.get(2)));
        ChangePage before = scene.stores().journal().log(room, 0, 10);

        scene.reopen();

        assertThat(scene.stores().journal().log(room, 0, 10)).isEqualTo(before);
        assertThat(scene.stores()
                        .messages()
                        .window(alice.id(), room, Window.latest(10))
                        .orElseThrow()
                        .messages())
                .isEqualTo(posted);
        assertThat(scene.post(alice, room, "goes on").seq()).isEqualTo(8);
    }

    @Test
    default void nobodyElseGetsTheSameIds(Scene scene) {
        List<Long> firsts = new ArrayList<>();
        Crowd.atOnce(8, thread -> nextIds(scene, 10)).forEach(firsts::addAll);
        scene.reopen();
        firsts.addAll(nextIds(scene, 1));

        List<Long> ids = firsts.stream()
                .flatMap(first ->
                        LongStream.range(first, first + Journal.ID_BLOCK).boxed())
                .toList();

        assertThat(new HashSet<>(ids)).hasSize(81 * Journal.ID_BLOCK);
        assertThat(ids).allMatch(id -> id >= 1 && id < 1L << 53);
    }

    @Test
    default void thereIsALane(Scene scene) {
        assertThat(scene.stores().journal().lanes()).isPositive();
    }

    private static List<Long> nextIds(Scene scene, int times) {
        return LongStream.generate(scene.stores().journal()::nextIds)
                .limit(times)
                .boxed()
                .toList();
    }

    private static Facts withoutPosts(Facts facts) {
        return new Facts(
                facts.conversations(),
                facts.members(),
                facts.accounts(),
                facts.names(),
                facts.messages(),
                facts.reactions(),
                facts.reactors(),
                Map.of(),
                facts.blocks(),
                facts.invitations(),
                facts.leavers(),
                facts.changes());
    }

    /** The texts of a conversation, empty for tombstones. */
    private static List<String> texts(Scene scene, Account reader, ConversationId room) {
        return scene.stores().messages().window(reader.id(), room, Window.latest(100)).orElseThrow().messages().stream()
                .map(message -> message.content().orElse(""))
                .toList();
    }
}
