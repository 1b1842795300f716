package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.model.Account;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.Conversation;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Marker;
import dev.parley.core.model.Message;
import dev.parley.core.model.Outcome;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Position;
import dev.parley.core.model.Profile;
import dev.parley.core.model.Shelf;
import dev.parley.core.model.Standing;
import dev.parley.core.port.ConversationReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link ConversationReader} to its port.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface ConversationReaderContract extends StoresContract {

    @Test
    default void anOpenedConversationReadsBackAsItWasAnswered(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Command.OpenDirect opening = scene.opening(bob, alice);
        Outcome outcome = scene.commit(opening);

        ConversationItem item = item(scene, alice, new ConversationId(opening.id()));

        assertThat(outcome).isEqualTo(new Outcome.Opened(item.conversation(), Set.of(alice.id(), bob.id())));
        assertThat(item.conversation())
                .isEqualTo(Conversation.direct(
                        new ConversationId(opening.id()), Pair.of(alice.id(), bob.id()), bob.id(), opening.at()));
    }

    @Test
    default void anItemHoldsCountersPeopleAndTheLastMessage(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.newcomer("bob").called("Bob").enter();
        ConversationId room = scene.direct(alice, bob);
        Message first = scene.post(alice, room, "one");
        Message last = scene.post(alice, room, "two");
        scene.edit(first, "one, edited");

        ConversationItem item = item(scene, bob, room);

        assertThat(item.people()).containsExactlyInAnyOrder(alice.person(), bob.person());
        assertThat(item.lastMessage()).contains(last);
        assertThat(item.readSeq()).isZero();
        assertThat(item.unread()).isEqualTo(2);
        assertThat(item.conversation())
                .returns(3L, Conversation::lastSeq)
                .returns(2L, Conversation::lastOrdinal)
                .returns(2L, Conversation::liveCount)
                .returns(Optional.of(last.sentAt()), Conversation::lastMessageAt);
    }

    @Test
    default void notesToOneselfHaveOnePerson(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId notes = scene.direct(alice, alice);

        scene.post(alice, notes, "milk");

        assertThat(item(scene, alice, notes).people()).containsExactly(alice.person());
        assertThat(item(scene, alice, notes).unread()).isZero();
        assertThat(rooms(scene, alice, 10)).containsExactly(notes);
    }

    @Test
    default void g11_aDeletedLastMessageIsShownAsATombstone(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        Message tombstone = scene.delete(scene.post(alice, room, "secret"));

        ConversationItem item = item(scene, bob, room);

        assertThat(item.lastMessage()).contains(tombstone);
        assertThat(tombstone.content()).isEmpty();
        assertThat(item.conversation().liveCount()).isZero();
        assertThat(item.conversation().lastOrdinal()).isOne();
    }

    @Test
    default void peopleBearTheirPresentNames(Scene scene) {
        Account alice = scene.newcomer("alice").called("Before").enter();
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        scene.post(alice, room, "hello");

        scene.stores().accounts().change(alice.id(), profile -> Profile.of("After"));

        ConversationItem item = item(scene, bob, room);
        assertThat(item.people()).anyMatch(person -> person.displayName().equals("After"));
        assertThat(item.lastMessage().orElseThrow().sender().displayName()).isEqualTo("After");
    }

    @Test
    default void lastActivityComesFirstAndTheUnwrittenLast(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId unwritten = scene.direct(alice, scene.person("unwritten"));
        ConversationId old = scene.direct(alice, scene.person("old"));
        ConversationId recent = scene.direct(alice, scene.person("recent"));
        scene.post(alice, recent, "first");
        scene.post(alice, old, "then");
        scene.post(alice, recent, "last");

        assertThat(rooms(scene, alice, 10)).containsExactly(recent, old, unwritten);
    }

    @Test
    default void everyConversationIsOnOnePage(Scene scene) {
        Account alice = scene.person("alice");
        List<ConversationId> all = IntStream.range(0, 7)
                .mapToObj(i -> scene.direct(alice, scene.person("friend" + i)))
                .toList();
        all.subList(0, 4).forEach(room -> scene.post(alice, room, "hello"));

        assertThat(rooms(scene, alice, 2)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(rooms(scene, alice, 7)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(rooms(scene, alice, 3)).isEqualTo(rooms(scene, alice, 100));
    }

    @Test
    default void g8_conversationsWrittenInAtTheSameMomentAreOnOnePageEach(Scene scene) {
        Account alice = scene.person("alice");
        List<ConversationId> all = IntStream.range(0, 5)
                .mapToObj(i -> scene.direct(alice, scene.person("friend" + i)))
                .toList();
        scene.postEverywhere(alice, all, "hello");

        assertThat(rooms(scene, alice, 2)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    default void whoHasNoConversationHasAnEmptyList(Scene scene) {
        Account alice = scene.person("alice");
        scene.direct(scene.person("bob"), scene.person("carol"));

        assertThat(scene.stores().conversations().of(alice.id(), Shelf.SHOWN, Optional.empty(), 10))
                .isEqualTo(new Page<>(List.of(), Optional.empty()));
    }

    @Test
    default void h04_aCursorThatWasNeverMadeIsRefused(Scene scene) {
        Account alice = scene.person("alice");
        ConversationReader conversations = scene.stores().conversations();

        assertThat(List.of("", "%", "0", "-1", "' or 1=1 --", "9999999999999999999999999"))
                .map(cursor -> catchThrowableOfType(
                        ChatException.class, () -> conversations.of(alice.id(), Shelf.SHOWN, Optional.of(cursor), 10)))
                .allSatisfy(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID));
    }

    @Test
    default void aDirectConversationIsFoundByItsPair(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationReader conversations = scene.stores().conversations();
        assertThat(conversations.direct(Pair.of(alice.id(), bob.id()))).isEmpty();

        ConversationId room = scene.direct(alice, bob);

        assertThat(conversations.direct(Pair.of(bob.id(), alice.id()))).contains(room);
        assertThat(conversations.direct(Pair.of(alice.id(), alice.id()))).isEmpty();
    }

    @Test
    default void g6_thePositionsAreThoseOfAllOneIsInLastActivityFirst(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId silent = scene.direct(alice, alice);
        ConversationId older = scene.direct(alice, bob);
        ConversationId newer = scene.direct(alice, scene.person("carol"));
        scene.direct(bob, scene.person("dave"));
        scene.posts(alice, older, "text", 3);
        scene.post(alice, newer, "last");

        assertThat(scene.stores().conversations().positions(alice.id()))
                .containsExactly(new Position(newer, 1), new Position(older, 3), new Position(silent, 0));
    }

    @Test
    default void g6_whatHasComeAndWhatWasOnlyReadIsToldApart(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationReader conversations = scene.stores().conversations();
        long atFirst = revision(scene, bob);
        ConversationId room = scene.direct(alice, bob);
        scene.posts(alice, room, "text", 3);
        long then = revision(scene, bob);
        scene.stores().markers().read(bob.id(), room, 2);

        Optional<Pair> both = Optional.of(Pair.of(alice.id(), bob.id()));
        Position top = new Position(room, 3);
        Optional<Marker> read = Optional.of(new Marker(2, 1));
        assertThat(conversations.since(bob.id(), atFirst))
                .containsExactly(new Standing(top, both, OptionalLong.of(0), read, Optional.empty()));
        assertThat(conversations.since(bob.id(), then))
                .containsExactly(new Standing(top, both, OptionalLong.empty(), read, Optional.empty()));
        assertThat(conversations.since(bob.id(), revision(scene, bob))).isEmpty();
    }

    private static long revision(Scene scene, Account account) {
        return scene.stores().accounts().revisions(List.of(account.id())).getOrDefault(account.id(), 0L);
    }

    @Test
    default void g9_toAStrangerAConversationIsLikeNone(Scene scene) {
        Account mallory = scene.person("mallory");
        ConversationId room = scene.direct(scene.person("alice"), scene.person("bob"));
        ConversationReader conversations = scene.stores().conversations();

        assertThat(conversations.item(mallory.id(), room))
                .isEqualTo(conversations.item(mallory.id(), new ConversationId(scene.id())))
                .isEqualTo(Optional.empty());
    }

    private static ConversationItem item(Scene scene, Account reader, ConversationId room) {
        return scene.stores().conversations().item(reader.id(), room).orElseThrow();
    }

    /** The conversations on all pages of this size. */
    private static List<ConversationId> rooms(Scene scene, Account reader, int size) {
        ConversationReader conversations = scene.stores().conversations();
        return Pages.all(cursor -> conversations.of(reader.id(), Shelf.SHOWN, cursor, size)).stream()
                .map(item -> item.conversation().id())
                .toList();
    }
}
