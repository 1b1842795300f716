package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Account;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.SearchText;
import dev.parley.core.model.Sought;
import dev.parley.core.port.MessageReader;
import dev.parley.core.port.MessageReader.ListQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Holds {@link MessageReader#search} and the searching {@link MessageReader#list} to their port. Both have to find the same.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface SearchContract extends StoresContract {

    @Test
    default void searchingFindsPartsOfWords(Scene scene) {
        expectFound(scene, "The anchorage is full", "chora");
        expectFound(scene, "The anchorage is full", "e anchor");
    }

    @Test
    default void searchingIgnoresCase(Scene scene) {
        expectFound(scene, "Meet me at the STATION", "station");
        expectFound(scene, "meet me at the station", "STATION");
        expectFound(scene, "Straße", "STRASSE");
        expectFound(scene, "ΑΘΗΝΑ", "αθηνα");
        expectFound(scene, "До встречи", "ВСТРЕЧИ");
    }

    @Test
    default void searchingIgnoresWidthAndSpelling(Scene scene) {
        expectFound(scene, "ＰＡＲＬＥＹ is here", "parley");
        expectFound(scene, "ﬁne day", "FINE");
        expectFound(scene, "cafe\u0301", "caf\u00e9");
    }

    @Test
    default void searchingKnowsEveryScript(Scene scene) {
        expectFound(scene, "明日は雨でしょう", "雨で");
        expectFound(scene, "我们明天见", "明天");
        expectFound(scene, "أراك غدا", "غدا");
        expectFound(scene, "नमस्ते दुनिया", "दुनिया");
        expectFound(scene, "พบกันพรุ่งนี้", "พรุ่ง");
        expectFound(scene, "launch 🚀🎉 today", "🚀🎉");
    }

    @Test
    default void h03_whatMeansSomethingToAPatternIsLiteral(Scene scene) {
        expectFound(scene, "exactly 100% sure", "0%");
        expectFound(scene, "snake_case", "e_c");
        expectFound(scene, "C:\\new\\table", ":\\n");
        expectFound(scene, "it's", "t's");
        expectFound(scene, "a \"quoted\" word", "\"quoted\"");
        expectFound(scene, "a:* & b | !c", ":* & b | !c");
        expectFound(scene, "'; drop table parley_message; --", "'; drop");
    }

    @Test
    default void h03_noPatternMatchesWhatIsNotThere(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        scene.post(alice, room, "plain words, nothing else");

        assertThat(List.of("%%", "__", "p%s", "p____", "\\p", "''", ".*", "[a-z]", "words plain"))
                .allSatisfy(
                        query -> assertThat(found(scene, alice, room, query)).isEmpty());
    }

    @Test
    default void searchingAnswersTheNewestFirst(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        List<Message> posted = scene.posts(alice, room, "hit", 5);
        scene.post(alice, room, "miss");

        assertThat(found(scene, alice, room, "hit")).isEqualTo(newestFirst(posted));
    }

    @Test
    default void searchingGoesOnBelowASeq(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        List<Message> posted = scene.posts(alice, room, "hit", 6);

        assertThat(search(scene, alice, room, "hit", Long.MAX_VALUE, 2)).contains(newestFirst(posted.subList(4, 6)));
        assertThat(search(scene, alice, room, "hit", posted.get(4).seq(), 3))
                .contains(newestFirst(posted.subList(1, 4)));
        assertThat(search(scene, alice, room, "hit", 1, 3)).contains(List.of());
    }

    @Test
    default void searchingKeepsToTheConversation(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, scene.person("bob"));
        Message here = scene.post(alice, room, "the word");
        scene.post(alice, scene.direct(alice, alice), "the word elsewhere");

        assertThat(search(scene, alice, room, "word", Long.MAX_VALUE, 10)).contains(List.of(here));
    }

    @Test
    default void g11_formerAndDeletedTextsAreNotFound(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        Message edited = scene.edit(scene.post(alice, room, "former words"), "present words");
        scene.delete(scene.post(alice, room, "deleted words"));
        scene.delete(scene.edit(scene.post(alice, room, "never words"), "seen words"));

        assertThat(found(scene, alice, room, "words")).containsExactly(edited);
        assertThat(found(scene, alice, room, "former")).isEmpty();
    }

    @Test
    default void g9_toAStrangerThereIsNothingToSearch(Scene scene) {
        Account mallory = scene.person("mallory");
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, scene.person("bob"));
        scene.post(alice, room, "secret");

        assertThat(search(scene, mallory, room, "secret", Long.MAX_VALUE, 10))
                .isEqualTo(search(scene, mallory, new ConversationId(scene.id()), "secret", Long.MAX_VALUE, 10))
                .isEmpty();
        assertThat(list(scene, mallory, "secret", 1, 10)).isEqualTo(new MessageList(0, List.of()));
    }

    @Test
    default void aSearchOverAllConversationsEndsAtAThousand(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        List<Message> newest = newestFirst(scene.posts(alice, room, "hit", 1_010));

        assertThat(list(scene, alice, "hit", 1, 100)).isEqualTo(new MessageList(1_000, newest.subList(0, 100)));
        assertThat(list(scene, alice, "hit", 15, 70)).isEqualTo(new MessageList(1_000, newest.subList(980, 1_000)));
        assertThat(list(scene, alice, "hit", 11, 100)).isEqualTo(new MessageList(1_000, List.of()));
    }

    /** By both ways of searching, and nothing but it. */
    private static void expectFound(Scene scene, String text, String query) {
        Account alice = scene.person("alice" + scene.id());
        ConversationId room = scene.direct(alice, alice);
        Message message = scene.postAll(alice, room, List.of("something else", text, "and one more"))
                .get(1);

        assertThat(found(scene, alice, room, query)).as(query).containsExactly(message);
    }

    /** What both ways of searching find. */
    private static List<Message> found(Scene scene, Account reader, ConversationId room, String query) {
        List<Message> here =
                search(scene, reader, room, query, Long.MAX_VALUE, 50).orElseThrow();
        assertThat(list(scene, reader, query, 1, 50)).isEqualTo(new MessageList(here.size(), here));
        return here;
    }

    private static Optional<List<Message>> search(
            Scene scene, Account reader, ConversationId room, String query, long before, int limit) {
        return scene.stores().messages().search(reader.id(), room, Sought.text(SearchText.query(query)), before, limit);
    }

    private static MessageList list(Scene scene, Account reader, String query, int page, int size) {
        ListQuery wanted = new ListQuery(Optional.empty(), Optional.of(SearchText.query(query)), page, size);
        return scene.stores().messages().list(reader.id(), wanted);
    }

    private static List<Message> newestFirst(List<Message> messages) {
        List<Message> reversed = new ArrayList<>(messages);
        Collections.reverse(reversed);
        return reversed;
    }
}
