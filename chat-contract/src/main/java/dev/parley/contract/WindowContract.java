package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessagePage;
import dev.parley.core.model.Window;
import dev.parley.core.port.MessageReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Holds {@link MessageReader#window} to its port: which messages lie in a window, and what is said to lie around it.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface WindowContract extends StoresContract {

    @Test
    default void g8_anEmptyConversationHasNothingAround(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);

        assertThat(window(scene, alice, room, Window.latest(10)))
                .isEqualTo(new MessagePage(List.of(), 0, false, false));
    }

    @Test
    default void g8_theLatestWindowEndsAtTheNewest(Scene scene) {
        expectWindow(scene, Window.latest(4), true, false, 7, 8, 9, 10);
        expectWindow(scene, Window.latest(9), true, false, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        expectWindow(scene, Window.latest(10), false, false, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        expectWindow(scene, Window.latest(11), false, false, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    default void g8_aWindowBeforeEndsJustBelow(Scene scene) {
        expectWindow(scene, Window.before(7, 3), true, true, 4, 5, 6);
        expectWindow(scene, Window.before(4, 3), false, true, 1, 2, 3);
        expectWindow(scene, Window.before(5, 3), true, true, 2, 3, 4);
        expectWindow(scene, Window.before(11, 3), true, false, 8, 9, 10);
        expectWindow(scene, Window.before(100, 3), true, false, 8, 9, 10);
        expectWindow(scene, Window.before(1, 3), false, true);
    }

    @Test
    default void g8_aWindowAfterBeginsJustAbove(Scene scene) {
        expectWindow(scene, Window.after(3, 3), true, true, 4, 5, 6);
        expectWindow(scene, Window.after(7, 3), true, false, 8, 9, 10);
        expectWindow(scene, Window.after(6, 3), true, true, 7, 8, 9);
        expectWindow(scene, Window.after(0, 3), false, true, 1, 2, 3);
        expectWindow(scene, Window.after(10, 3), true, false);
        expectWindow(scene, Window.after(100, 3), true, false);
    }

    @Test
    default void g8_aWindowAroundHasItsPlaceInTheMiddle(Scene scene) {
        expectWindow(scene, Window.around(5, 4), true, true, 4, 5, 6, 7);
        expectWindow(scene, Window.around(5, 5), true, true, 3, 4, 5, 6, 7);
        expectWindow(scene, Window.around(5, 1), true, true, 5);
        expectWindow(scene, Window.around(2, 4), false, true, 1, 2, 3, 4);
        expectWindow(scene, Window.around(1, 4), false, true, 1, 2, 3);
        expectWindow(scene, Window.around(10, 4), true, false, 9, 10);
        expectWindow(scene, Window.around(5, 100), false, false, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    default void g8_changesThatAreNoMessagesLeaveNoHoleInAWindow(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message first = scene.post(alice, room, "one");
        Message edited = scene.edit(scene.edit(first, "two"), "three");
        Message last = scene.post(alice, room, "four");

        assertThat(window(scene, alice, room, Window.latest(1)))
                .isEqualTo(new MessagePage(List.of(last), 4, true, false));
        assertThat(window(scene, alice, room, Window.before(4, 1)))
                .isEqualTo(new MessagePage(List.of(edited), 4, false, true));
        assertThat(window(scene, alice, room, Window.after(1, 1)))
                .isEqualTo(new MessagePage(List.of(last), 4, true, false));
        assertThat(window(scene, alice, room, Window.around(3, 2)))
                .isEqualTo(new MessagePage(List.of(edited, last), 4, false, false));
    }

    @Test
    default void aWindowHoldsTombstones(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message tombstone = scene.delete(scene.post(alice, room, "secret"));

        assertThat(window(scene, alice, room, Window.latest(10)).messages()).containsExactly(tombstone);
    }

    @Test
    default void g8_walkingBackWhileOthersWriteMeetsEveryMessageOnce(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        List<Message> atFirst = scene.posts(alice, room, "before", 30);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeOneByOne(scene, alice, room));

        List<Message> met = new ArrayList<>();
        MessagePage page = window(scene, alice, room, Window.latest(4));
        while (true) {
            met.addAll(0, page.messages());
            expectTruth(page);
            if (!page.hasBefore()) {
                break;
            }
            page = window(
                    scene, alice, room, Window.before(page.messages().get(0).seq(), 4));
        }

        writing.join();
        assertThat(met).doesNotHaveDuplicates().startsWith(atFirst.toArray(Message[]::new));
    }

    @Test
    default void g8_walkingForwardWhileOthersWriteMeetsEveryMessageOnce(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        List<Message> atFirst = scene.posts(alice, room, "before", 30);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeOneByOne(scene, alice, room));

        List<Message> met = new ArrayList<>();
        MessagePage page = window(scene, alice, room, Window.after(0, 4));
        while (true) {
            met.addAll(page.messages());
            expectTruth(page);
            if (!page.hasAfter()) {
                break;
            }
            page = window(
                    scene, alice, room, Window.after(met.get(met.size() - 1).seq(), 4));
        }

        writing.join();
        assertThat(met).doesNotHaveDuplicates().startsWith(atFirst.toArray(Message[]::new));
    }

    @Test
    default void g9_toAStrangerAWindowIsLikeNone(Scene scene) {
        Account mallory = scene.person("mallory");
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, scene.person("bob"));
        scene.posts(alice, room, "secret", 3);
        ConversationId none = new ConversationId(scene.id());
        MessageReader messages = scene.stores().messages();

        assertThat(List.of(Window.latest(5), Window.before(3, 5), Window.after(1, 5), Window.around(2, 5)))
                .allSatisfy(window -> assertThat(messages.window(mallory.id(), room, window))
                        .isEqualTo(messages.window(mallory.id(), none, window))
                        .isEmpty());
    }

    /** In a conversation of ten messages, numbered 1 to 10. */
    private static void expectWindow(Scene scene, Window window, boolean hasBefore, boolean hasAfter, long... seqs) {
        Account alice = scene.person("alice" + scene.id());
        ConversationId room = scene.direct(alice, alice);
        List<Message> all = scene.posts(alice, room, "text", 10);
        List<Message> expected =
                Arrays.stream(seqs).mapToObj(seq -> all.get((int) seq - 1)).toList();

        assertThat(window(scene, alice, room, window)).isEqualTo(new MessagePage(expected, 10, hasBefore, hasAfter));
    }

    private static MessagePage window(Scene scene, Account reader, ConversationId room, Window window) {
        return scene.stores().messages().window(reader.id(), room, window).orElseThrow();
    }

    private static void writeOneByOne(Scene scene, Account writer, ConversationId room) {
        for (int i = 0; i < 20; i++) {
            scene.post(writer, room, "meanwhile " + i);
        }
    }

    /** Where every change is a message, a page says truly what lies around it in its own snapshot. */
    private static void expectTruth(MessagePage page) {
        List<Message> messages = page.messages();
        assertThat(page.hasBefore()).isEqualTo(messages.get(0).seq() > 1);
        assertThat(page.hasAfter()).isEqualTo(messages.get(messages.size() - 1).seq() < page.top());
    }
}
