package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChangeKind;
import dev.parley.core.model.ChangePage;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageId;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Profile;
import dev.parley.core.model.SearchText;
import dev.parley.core.model.Sought;
import dev.parley.core.model.Window;
import dev.parley.core.port.MessageReader;
import dev.parley.core.port.MessageReader.ListQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link MessageReader} to its port, together with {@link WindowContract}, {@link SearchContract} and {@link FindingContract}.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface MessageReaderContract extends WindowContract, SearchContract, FindingContract {

    @Test
    default void g2_aMessageReadsBackAsItWasAnswered(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);

        Message message = scene.post(alice, room, "hello");

        assertThat(scene.stores().messages().message(bob.id(), message.id())).contains(message);
        assertThat(message.receiver()).contains(bob.person());
        assertThat(message.sender()).isEqualTo(alice.person());
    }

    @Test
    default void g2_everyTextReadsBackExactly(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        List<String> texts = List.of(
                "two\nlines\r\n\tand a tab ",
                "quotes ' \" ` and \\ % _ $1 ? :name {}",
                "שלום مرحبا 👩‍👩‍👧‍👦 \u202Eturned\u202C",
                "<script>alert(1)</script>",
                "🐎".repeat(4_000),
                "漢".repeat(4_000));

        List<Message> posted =
                texts.stream().map(text -> scene.post(alice, room, text)).toList();

        assertThat(posted)
                .allSatisfy(message -> assertThat(scene.stores().messages().message(alice.id(), message.id()))
                        .contains(message));
        assertThat(posted).map(message -> message.content().orElseThrow()).isEqualTo(texts);
    }

    @Test
    default void aDeletedMessageReadsBackAsATombstone(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Message message = scene.post(alice, scene.direct(alice, bob), "secret");

        Message tombstone = scene.delete(message);

        assertThat(scene.stores().messages().message(bob.id(), message.id())).contains(tombstone);
        assertThat(tombstone).returns(2, Message::version).returns(Optional.empty(), Message::content);
    }

    @Test
    default void messagesBearPresentNames(Scene scene) {
        Account alice = scene.newcomer("alice").called("Before").enter();
        Account bob = scene.person("bob");
        Message message = scene.post(bob, scene.direct(alice, bob), "hello");

        scene.stores().accounts().change(alice.id(), profile -> Profile.of("After"));

        assertThat(scene.stores().messages().message(bob.id(), message.id()))
                .flatMap(Message::receiver)
                .map(person -> person.displayName())
                .contains("After");
    }

    @Test
    default void g9_toAStrangerAMessageIsLikeNone(Scene scene) {
        Account mallory = scene.person("mallory");
        Account alice = scene.person("alice");
        Message message = scene.post(alice, scene.direct(alice, scene.person("bob")), "secret");
        MessageReader messages = scene.stores().messages();

        assertThat(messages.message(mallory.id(), message.id()))
                .isEqualTo(messages.message(mallory.id(), new MessageId(scene.id())))
                .isEmpty();
    }

    @Test
    default void g6_pagesOfChangesFollowOneAnother(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        scene.posts(alice, room, "text", 7);

        assertThat(changes(scene, alice, room, 0, 3)).satisfies(page -> expectPage(page, 7, true, 1, 2, 3));
        assertThat(changes(scene, alice, room, 3, 3)).satisfies(page -> expectPage(page, 7, true, 4, 5, 6));
        assertThat(changes(scene, alice, room, 6, 3)).satisfies(page -> expectPage(page, 7, false, 7));
        assertThat(changes(scene, alice, room, 4, 3)).satisfies(page -> expectPage(page, 7, false, 5, 6, 7));
        assertThat(changes(scene, alice, room, 7, 3)).satisfies(page -> expectPage(page, 7, false));
    }

    @Test
    default void g6_whoStandsAboveTheTopIsToldToBeginAnew(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        scene.posts(alice, room, "text", 3);

        assertThat(changes(scene, alice, room, 4, 10)).isEqualTo(new ChangePage(List.of(), 3, false, true));
    }

    @Test
    default void g5_everyChangeCarriesItsMessagesPresentState(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message edited = scene.edit(scene.post(alice, room, "one"), "two");
        Message deleted = scene.delete(scene.edit(scene.post(alice, room, "secret"), "other secret"));

        List<Change> changes = changes(scene, alice, room, 0, 10).changes();

        assertThat(changes).map(Change::message).containsExactly(edited, edited, deleted, deleted, deleted);
        assertThat(changes)
                .map(Change::kind)
                .containsExactly(
                        ChangeKind.MESSAGE_CREATED,
                        ChangeKind.MESSAGE_EDITED,
                        ChangeKind.MESSAGE_CREATED,
                        ChangeKind.MESSAGE_EDITED,
                        ChangeKind.MESSAGE_DELETED);
    }

    @Test
    default void g6_followingTheLogWhileOthersWriteMissesNothing(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 20; i++) {
                scene.edit(scene.post(alice, room, "text " + i), "edited " + i);
            }
        });

        List<Long> seen = new ArrayList<>();
        while (seen.size() < 40 && !writing.isCompletedExceptionally()) {
            changes(scene, bob, room, seen.size(), 3).changes().forEach(change -> seen.add(change.seq()));
        }

        writing.join();
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    default void g9_toAStrangerALogIsLikeNone(Scene scene) {
        Account mallory = scene.person("mallory");
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, scene.person("bob"));
        scene.post(alice, room, "secret");
        MessageReader messages = scene.stores().messages();

        assertThat(messages.changes(mallory.id(), room, 0, 10))
                .isEqualTo(messages.changes(mallory.id(), new ConversationId(scene.id()), 0, 10))
                .isEmpty();
    }

    @Test
    default void g11_deletedTextIsNowhereAnyMore(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        scene.delete(scene.edit(scene.post(alice, room, "the secret"), "the other secret"));
        MessageReader messages = scene.stores().messages();
        Sought secret = Sought.text("secret");

        assertThat(messages.window(bob.id(), room, Window.latest(10)).toString())
                .doesNotContain("secret");
        assertThat(messages.changes(bob.id(), room, 0, 10).toString()).doesNotContain("secret");
        assertThat(messages.search(bob.id(), room, secret, Long.MAX_VALUE, 10)).contains(List.of());
        assertThat(list(scene, bob, Optional.empty(), 1, 10)).isEqualTo(new MessageList(0, List.of()));
        assertThat(scene.stores().conversations().item(bob.id(), room).toString())
                .doesNotContain("secret");
        assertThat(scene.stores().journal().log(room, 0, 10).toString()).doesNotContain("secret");
    }

    @Test
    default void theListHoldsWhatIsNotDeletedNewestFirst(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Message toBob = scene.post(alice, scene.direct(alice, bob), "to bob");
        Message note = scene.post(alice, scene.direct(alice, alice), "to myself");
        scene.delete(scene.post(alice, toBob.conversation(), "deleted"));
        Message fromBob = scene.post(bob, toBob.conversation(), "from bob");
        Message edited = scene.edit(toBob, "to bob, edited");

        assertThat(list(scene, alice, Optional.empty(), 1, 10))
                .isEqualTo(new MessageList(3, List.of(fromBob, note, edited)));
    }

    @Test
    default void theListComesInNumberedPages(Scene scene) {
        Account alice = scene.person("alice");
        List<Message> all = scene.posts(alice, scene.direct(alice, alice), "text", 5);

        assertThat(list(scene, alice, Optional.empty(), 1, 2))
                .isEqualTo(new MessageList(5, List.of(all.get(4), all.get(3))));
        assertThat(list(scene, alice, Optional.empty(), 3, 2)).isEqualTo(new MessageList(5, List.of(all.get(0))));
    }

    @Test
    default void aPagePastTheEndIsEmptyButCounted(Scene scene) {
        Account alice = scene.person("alice");
        scene.posts(alice, scene.direct(alice, alice), "text", 2);

        assertThat(list(scene, alice, Optional.empty(), 2, 2)).isEqualTo(new MessageList(2, List.of()));
        assertThat(list(scene, alice, Optional.empty(), Integer.MAX_VALUE, 100))
                .isEqualTo(new MessageList(2, List.of()));
    }

    @Test
    default void messagesOfOneMomentAreOnOnePageEach(Scene scene) {
        Account alice = scene.person("alice");
        List<Pair> pairs = IntStream.range(0, 5)
                .mapToObj(i -> Pair.of(alice.id(), scene.person("friend" + i).id()))
                .toList();
        List<Message> all = scene.postEverywhere(alice, pairs, "hello");

        List<Message> listed = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            listed.addAll(list(scene, alice, Optional.empty(), page, 2).messages());
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    default void theListKeepsTheConversationWithOne(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Message withBob = scene.post(bob, scene.direct(alice, bob), "from bob");
        Message note = scene.post(alice, scene.direct(alice, alice), "to myself");
        scene.post(alice, scene.direct(alice, scene.person("carol")), "to carol");

        assertThat(list(scene, alice, Optional.of(bob), 1, 10)).isEqualTo(new MessageList(1, List.of(withBob)));
        assertThat(list(scene, alice, Optional.of(alice), 1, 10)).isEqualTo(new MessageList(1, List.of(note)));
        assertThat(list(scene, alice, Optional.of(scene.person("dora")), 1, 10))
                .isEqualTo(new MessageList(0, List.of()));
    }

    @Test
    default void theListOfOneIsSearchedToo(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        Message hit = scene.post(bob, room, "the word");
        scene.post(bob, room, "another");
        scene.post(alice, scene.direct(alice, alice), "the word to myself");
        ListQuery query = new ListQuery(Optional.of(bob.id()), Optional.of(SearchText.query("WORD")), 1, 10);

        assertThat(scene.stores().messages().list(alice.id(), query)).isEqualTo(new MessageList(1, List.of(hit)));
    }

    @Test
    default void g9_theListHoldsNothingOfOthers(Scene scene) {
        Account mallory = scene.person("mallory");
        Account alice = scene.person("alice");
        scene.post(alice, scene.direct(alice, scene.person("bob")), "secret");

        assertThat(list(scene, mallory, Optional.empty(), 1, 10)).isEqualTo(new MessageList(0, List.of()));
        assertThat(list(scene, mallory, Optional.of(alice), 1, 10)).isEqualTo(new MessageList(0, List.of()));
    }

    private static ChangePage changes(Scene scene, Account reader, ConversationId room, long after, int limit) {
        return scene.stores()
                .messages()
                .changes(reader.id(), room, after, limit)
                .orElseThrow();
    }

    private static void expectPage(ChangePage page, long top, boolean more, long... seqs) {
        assertThat(page.changes())
                .map(Change::seq)
                .containsExactly(LongStream.of(seqs).boxed().toArray(Long[]::new));
        assertThat(page)
                .returns(top, ChangePage::top)
                .returns(more, ChangePage::more)
                .returns(false, ChangePage::reset);
    }

    private static MessageList list(Scene scene, Account reader, Optional<Account> with, int page, int size) {
        return scene.stores()
                .messages()
                .list(reader.id(), new ListQuery(with.map(Account::id), Optional.empty(), page, size));
    }
}
