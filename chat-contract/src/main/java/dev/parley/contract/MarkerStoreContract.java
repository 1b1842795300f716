package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationItem;
import dev.parley.core.model.Marker;
import dev.parley.core.model.Message;
import dev.parley.core.model.Standing;
import dev.parley.core.port.MarkerStore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link MarkerStore} to its port, and with it the arithmetic of unread counts.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface MarkerStoreContract extends StoresContract {

    @Test
    default void g15_readingMovesTheMarkerAndLeavesTheRestUnread(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = withMessages(scene, bob, 5);

        assertThat(read(scene, bob, room, 3)).isEqualTo(new Marker(3, 2));
        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(3, 2));
    }

    @Test
    default void theMarkerNeverGoesBack(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = withMessages(scene, bob, 5);
        read(scene, bob, room, 4);

        assertThat(read(scene, bob, room, 2)).isEqualTo(new Marker(4, 1));
        assertThat(read(scene, bob, room, 0)).isEqualTo(new Marker(4, 1));
        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(4, 1));
    }

    @Test
    default void theMarkerStopsAtTheLastChange(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        scene.posts(alice, room, "text", 3);

        assertThat(read(scene, bob, room, Long.MAX_VALUE)).isEqualTo(new Marker(3, 0));

        scene.post(alice, room, "one more");
        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(3, 1));
    }

    @Test
    default void nothingIsReadInAnEmptyConversation(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(bob, scene.person("alice"));

        assertThat(read(scene, bob, room, 7)).isEqualTo(new Marker(0, 0));
    }

    @Test
    default void g15_ownPostsAreReadAndSoIsWhatStandsAboveThem(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        scene.posts(alice, room, "text", 3);

        scene.post(bob, room, "answer");

        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(4, 0));
        assertThat(inList(scene, alice, room)).isEqualTo(new Marker(3, 1));
    }

    @Test
    default void g15_deletedMessagesKeepTheirPlaceInTheCount(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        List<Message> messages = scene.posts(alice, room, "text", 4);
        scene.delete(messages.get(1));

        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(0, 4));
        assertThat(read(scene, bob, room, 2)).isEqualTo(new Marker(2, 2));
        assertThat(read(scene, bob, room, 3)).isEqualTo(new Marker(3, 1));
    }

    @Test
    default void g15_editsAndDeletionsAreNoNews(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        List<Message> messages = scene.posts(alice, room, "text", 2);
        read(scene, bob, room, 2);

        scene.edit(messages.get(0), "other words");
        scene.delete(messages.get(1));

        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(2, 0));
    }

    @Test
    default void g15_aMarkerAtAnEditCountsFromTheMessageBeforeIt(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        Message first = scene.post(alice, room, "one");
        scene.edit(first, "one, edited");
        scene.posts(alice, room, "more", 2);

        assertThat(read(scene, bob, room, 2)).isEqualTo(new Marker(2, 2));
        assertThat(read(scene, bob, room, 3)).isEqualTo(new Marker(3, 1));
    }

    @Test
    default void theMarkersOfOneMemberAreNotThoseOfTheOther(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        scene.post(alice, room, "from alice");
        scene.post(bob, room, "from bob");

        read(scene, alice, room, 2);

        assertThat(inList(scene, alice, room)).isEqualTo(new Marker(2, 0));
        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(2, 0));
        assertThat(inList(scene, alice, scene.direct(alice, alice))).isEqualTo(new Marker(0, 0));
    }

    @Test
    default void ofManyAtOnceTheFurthestHolds(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = withMessages(scene, bob, 20);

        List<Marker> markers = Crowd.atOnce(20, i -> read(scene, bob, room, i + 1L));

        assertThat(markers).allMatch(marker -> marker.readSeq() + marker.unread() == 20);
        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(20, 0));
    }

    @Test
    default void readingWhileOthersWriteLosesNeither(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        scene.posts(alice, room, "text", 10);

        Crowd.atOnce(10, i -> i % 2 == 0 ? read(scene, bob, room, i + 1L) : scene.post(alice, room, "more " + i));

        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(9, 6));
    }

    @Test
    default void theMarkerIsThereAfterReopening(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = withMessages(scene, bob, 5);
        read(scene, bob, room, 3);

        scene.reopen();

        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(3, 2));
    }

    @Test
    default void g9_aStrangerHasNoMarkerHereOrAnywhere(Scene scene) {
        Account mallory = scene.person("mallory");
        ConversationId room = withMessages(scene, scene.person("bob"), 2);
        MarkerStore markers = scene.stores().markers();

        assertThat(markers.read(mallory.id(), room, 1))
                .isEqualTo(markers.read(mallory.id(), new ConversationId(scene.id()), 1))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void g15_whatIsMarkedAsUnreadCountsFromThereAndTheMarkerStays(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = withMessages(scene, bob, 5);
        read(scene, bob, room, 5);

        assertThat(unreadFrom(scene, bob, room, 4)).isEqualTo(new Marker(5, 2, OptionalLong.of(4)));
        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(5, 2, OptionalLong.of(4)));
    }

    @Test
    default void g15_aConversationIsMarkedAsUnreadFromAnEditOnAsFromTheMessageAfterIt(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        Message first = scene.post(alice, room, "one");
        scene.edit(first, "one, edited");
        scene.posts(alice, room, "more", 2);

        assertThat(unreadFrom(scene, bob, room, 2)).isEqualTo(new Marker(0, 2, OptionalLong.of(2)));
        assertThat(unreadFrom(scene, bob, room, 1)).isEqualTo(new Marker(0, 3, OptionalLong.of(1)));
    }

    @Test
    default void whatIsMarkedAsUnreadAboveTheTopIsSoFromTheLastChange(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        scene.posts(alice, room, "text", 3);
        read(scene, bob, room, 3);

        assertThat(unreadFrom(scene, bob, room, Long.MAX_VALUE)).isEqualTo(new Marker(3, 1, OptionalLong.of(3)));

        scene.post(alice, room, "one more");
        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(3, 2, OptionalLong.of(3)));
    }

    @Test
    default void anEmptyConversationCannotBeMarkedAsUnread(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(bob, scene.person("alice"));

        assertThat(unreadFrom(scene, bob, room, 1)).isEqualTo(new Marker(0, 0));
    }

    @Test
    default void anyReadingEndsThatItIsMarkedAsUnreadAndLeavesTheMarkerWhereItWas(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = withMessages(scene, bob, 5);
        read(scene, bob, room, 4);
        unreadFrom(scene, bob, room, 2);

        assertThat(read(scene, bob, room, 1)).isEqualTo(new Marker(4, 1));
        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(4, 1));
    }

    @Test
    default void whoWritesHasReadWhatWasMarkedAsUnread(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        scene.posts(alice, room, "text", 3);
        unreadFrom(scene, bob, room, 2);

        scene.post(bob, room, "answer");

        assertThat(inList(scene, bob, room)).isEqualTo(new Marker(4, 0));
    }

    @Test
    default void g6_aMarkThatIsThereAlreadyIsNoNews(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = withMessages(scene, bob, 5);
        MarkerStore markers = scene.stores().markers();
        long before = revision(scene, bob);

        assertThat(markers.unreadFrom(bob.id(), room, 2))
                .map(MarkerStore.Moved::revision)
                .contains(before + 1);
        assertThat(markers.unreadFrom(bob.id(), room, 2))
                .map(MarkerStore.Moved::revision)
                .contains(0L);
        assertThat(markers.read(bob.id(), room, 0))
                .map(MarkerStore.Moved::revision)
                .contains(before + 2);
        assertThat(markers.read(bob.id(), room, 0))
                .map(MarkerStore.Moved::revision)
                .contains(0L);
        assertThat(revision(scene, bob)).isEqualTo(before + 2);
    }

    @Test
    default void g6_aMarkIsToldToTheOtherProcesses(Scene scene) {
        Account bob = scene.person("bob");
        ConversationId room = withMessages(scene, bob, 5);
        long before = revision(scene, bob);

        Marker marked = unreadFrom(scene, bob, room, 2);

        assertThat(scene.stores().conversations().since(bob.id(), before))
                .extracting(Standing::moved)
                .containsExactly(Optional.of(marked));
    }

    @Test
    default void g9_aStrangerMarksNothing(Scene scene) {
        Account mallory = scene.person("mallory");
        ConversationId room = withMessages(scene, scene.person("bob"), 2);
        MarkerStore markers = scene.stores().markers();

        assertThat(markers.unreadFrom(mallory.id(), room, 1))
                .isEqualTo(markers.unreadFrom(mallory.id(), new ConversationId(scene.id()), 1))
                .isEqualTo(Optional.empty());
    }

    private static Marker unreadFrom(Scene scene, Account reader, ConversationId room, long seq) {
        return scene.stores()
                .markers()
                .unreadFrom(reader.id(), room, seq)
                .orElseThrow()
                .marker();
    }

    private static long revision(Scene scene, Account account) {
        return scene.stores().accounts().revisions(List.of(account.id())).getOrDefault(account.id(), 0L);
    }

    /** A conversation in which the other one has written. */
    private static ConversationId withMessages(Scene scene, Account reader, int count) {
        Account writer = scene.person("writer");
        ConversationId room = scene.direct(writer, reader);
        scene.posts(writer, room, "text", count);
        return room;
    }

    private static Marker read(Scene scene, Account reader, ConversationId room, long seq) {
        return scene.stores()
                .markers()
                .read(reader.id(), room, seq)
                .orElseThrow()
                .marker();
    }

    private static Marker inList(Scene scene, Account reader, ConversationId room) {
        return scene.stores()
                .conversations()
                .item(reader.id(), room)
                .map(ConversationItem::marker)
                .orElseThrow();
    }
}
