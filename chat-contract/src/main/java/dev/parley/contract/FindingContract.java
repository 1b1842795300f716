package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationKind;
import dev.parley.core.model.Found;
import dev.parley.core.model.Message;
import dev.parley.core.model.MessageList;
import dev.parley.core.model.Page;
import dev.parley.core.model.Pair;
import dev.parley.core.model.SearchText;
import dev.parley.core.model.Sought;
import dev.parley.core.model.Sought.Place;
import dev.parley.core.port.MessageReader;
import dev.parley.core.port.MessageReader.ListQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds a {@link MessageReader}'s searches to what looking through every message would find, in all scripts, with all filters, in one
 * conversation and over all of them.
 *
 * <p>Thread rule: as JUnit's tests.
 */
public interface FindingContract extends StoresContract {

    /** Enough for several parts of any index, and for what is rare to be worth asking it. */
    int MANY = 1_500;

    /** Sentences, each with a part that no other has. */
    Map<String, String> TWENTY_SCRIPTS = scripts(
            "Latin",
            "Der Zug nach Straßburg fährt gleich ab",
            "STRASSB",
            "Greek",
            "Το πλοίο φεύγει στις οκτώ",
            "ΠΛΟΊΟ",
            "Cyrillic",
            "Поезд отправляется в восемь",
            "ВОСЕМЬ",
            "Armenian",
            "Գնացքը մեկնում է ութին",
            "ԳՆԱՑՔ",
            "Georgian",
            "მატარებელი რვაზე გადის",
            "რვა",
            "Hebrew",
            "הרכבת יוצאת בשמונה",
            "בשמ",
            "Arabic",
            "القطار يغادر في الثامنة",
            "الثا",
            "Devanagari",
            "गाड़ी आठ बजे चलती है",
            "आठ",
            "Bengali",
            "ট্রেন আটটায় ছাড়ে",
            "আট",
            "Gurmukhi",
            "ਗੱਡੀ ਅੱਠ ਵਜੇ ਚੱਲਦੀ ਹੈ",
            "ਅੱਠ",
            "Gujarati",
            "ગાડી આઠ વાગ્યે ઉપડે છે",
            "આઠ",
            "Tamil",
            "ரயில் எட்டு மணிக்கு புறப்படும்",
            "எட்டு",
            "Telugu",
            "రైలు ఎనిమిదికి బయలుదేరుతుంది",
            "ఎని",
            "Kannada",
            "ರೈಲು ಎಂಟಕ್ಕೆ ಹೊರಡುತ್ತದೆ",
            "ಎಂಟ",
            "Malayalam",
            "ട്രെയിൻ എട്ടിന് പുറപ്പെടും",
            "എട്ടി",
            "Thai",
            "รถไฟออกแปดโมง",
            "แปด",
            "Khmer",
            "រថភ្លើងចេញម៉ោងប្រាំបី",
            "ប្រាំ",
            "Ethiopic",
            "ባቡሩ በስምንት ይነሳል",
            "ስምን",
            "Hangul",
            "기차는 여덟 시에 출발합니다",
            "여덟",
            "Han",
            "火车八点出发",
            "八点",
            "Kana",
            "でんしゃはｶﾞｲﾄﾞのとおり",
            "ガイド");

    /** Letters that become others, and some that look like them; words of these meet often. */
    List<String> LETTERS = List.of(
            "a", "b", "A", "Ｂ", "ａ", "ß", "ss", "é", "e\u0301", "ﬁ", "fi", "İ", "Σ", "ς", " ", "明", "天", "🦊", "🦝",
            "𝐚", "ｶﾞ", "ガ", "%", "_", "!");

    private static Map<String, String> scripts(String... all) {
        Map<String, String> scripts = new LinkedHashMap<>();
        IntStream.range(0, all.length / 3).forEach(i -> scripts.put(all[3 * i + 1], all[3 * i + 2]));
        return scripts;
    }

    @Test
    default void everyScriptIsFoundByItsOwnParts(Scene scene) {
        Account alice = scene.person("alice");
        ConversationId room = scene.direct(alice, alice);
        List<Message> posted = scene.postAll(alice, room, List.copyOf(TWENTY_SCRIPTS.keySet()));
        List<String> parts = List.copyOf(TWENTY_SCRIPTS.values());

        assertThat(posted).hasSizeGreaterThanOrEqualTo(20);
        for (int i = 0; i < parts.size(); i++) {
            Sought part = Sought.text(SearchText.query(parts.get(i)));
            assertThat(everywhere(scene, alice, part)).as(parts.get(i)).containsExactly(posted.get(i));
        }
    }

    @Test
    default void anyTextIsFoundByJustWhatItContains(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Random random = new Random(20);
        List<ConversationId> rooms =
                List.of(scene.direct(alice, bob), scene.group(alice, bob), scene.direct(alice, alice));
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < MANY / 20; i++) { // in turns, as people write
            List<String> texts =
                    Stream.generate(() -> word(random, 12)).limit(20).toList();
            all.addAll(scene.postAll(alice, rooms.get(random.nextInt(3)), texts));
        }
        for (int i = 0; i < MANY / 10; i++) {
            int at = random.nextInt(all.size());
            Message message = all.remove(at);
            if (i % 2 == 0) {
                all.add(at, scene.edit(message, word(random, 12)));
            } else {
                scene.delete(message);
            }
        }

        for (int i = 0; i < 60; i++) {
            String query = word(random, 2 + random.nextInt(3));
            if (points(SearchText.fold(query.strip())) >= 2) {
                expectAsLookingThrough(scene, alice, all, Sought.text(SearchText.query(query)));
            }
        }
    }

    @Test
    default void filtersLeaveOutWhatTheySay(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        ConversationId room = scene.direct(alice, bob);
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < MANY / 50; i++) {
            all.add(scene.post(bob, room, "text " + i % 7 + (i % 4 == 3 ? " HTTPS://example.org" : "")));
            all.addAll(scene.posts(alice, room, i % 9 == 3 ? "see http://example.org text" : "text", 49));
        }
        Instant early = all.get(MANY / 3).sentAt();
        Instant late = all.get(MANY - 100).sentAt();

        for (Optional<String> text : List.of(Optional.<String>empty(), Optional.of("text 3"), Optional.of("nowhere"))) {
            for (Optional<AccountId> from : List.of(Optional.<AccountId>empty(), Optional.of(bob.id()))) {
                for (boolean link : List.of(false, true)) {
                    expectAsLookingThrough(scene, alice, all, sought(text, from, early, late, link));
                    expectAsLookingThrough(scene, alice, all, sought(text, from, Sought.LONG_AGO, late, link));
                    expectAsLookingThrough(scene, alice, all, sought(text, from, early, Sought.FAR_OFF, link));
                    expectAsLookingThrough(scene, alice, all, sought(text, from, late, early, link));
                }
            }
        }
    }

    @Test
    default void onlyTheConversationsThatAreMeantAreLookedIn(Scene scene) {
        Account alice = scene.person("alice");
        Account bob = scene.person("bob");
        Message direct = scene.post(bob, scene.direct(alice, bob), "the word");
        Message one = scene.post(alice, titled(scene, alice, ConversationKind.GROUP, "Team Room"), "the word");
        Message other = scene.post(alice, titled(scene, alice, ConversationKind.CHANNEL, "ＴＥＡＭ room"), "the word");
        scene.post(bob, titled(scene, bob, ConversationKind.GROUP, "Team Room"), "the word");

        assertThat(in(scene, alice, new Place(Optional.of(direct.conversation()), Optional.empty(), Optional.empty())))
                .containsExactly(direct);
        assertThat(in(
                        scene,
                        alice,
                        new Place(Optional.empty(), Optional.of(Pair.of(alice.id(), bob.id())), Optional.empty())))
                .containsExactly(direct);
        assertThat(in(scene, alice, new Place(Optional.empty(), Optional.empty(), Optional.of("team room"))))
                .containsExactly(other, one);
        assertThat(in(scene, alice, new Place(Optional.empty(), Optional.empty(), Optional.of("team"))))
                .isEmpty();
    }

    @Test
    default void pagesOverAllConversationsFollowOneAnother(Scene scene) {
        Account alice = scene.person("alice");
        List<ConversationId> rooms = Stream.of("bob", "carol", "dave")
                .map(name -> scene.direct(alice, scene.person(name)))
                .toList();
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            all.addAll(scene.postEverywhere(alice, i % 3 == 0 ? rooms : rooms.subList(i % 2, i % 2 + 1), "the word"));
            scene.post(alice, rooms.get(i % 3), "something else");
        }
        Sought word = Sought.text("word");

        List<Message> paged = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Found> page = scene.stores().messages().search(alice.id(), word, cursor, 4);
            page.items().forEach(found -> paged.add(found.message()));
            cursor = page.next();
            assertThat(page.items())
                    .hasSize(cursor.isPresent() ? 4 : page.items().size());
        } while (cursor.isPresent());

        assertThat(paged).isEqualTo(newestFirst(all.stream()));
    }

    @Test
    default void whatIsFoundSaysWhereItWas(Scene scene) {
        Account alice = scene.person("alice");
        scene.post(alice, scene.direct(alice, alice), "the word");
        scene.post(alice, titled(scene, alice, ConversationKind.GROUP, "Team"), "the word");

        List<Found> found = scene.stores()
                .messages()
                .search(alice.id(), Sought.text("word"), Optional.empty(), 10)
                .items();

        assertThat(found).map(Found::kind).containsExactly(ConversationKind.GROUP, ConversationKind.DIRECT);
        assertThat(found).map(Found::title).containsExactly(Optional.of("Team"), Optional.empty());
    }

    @Test
    default void g9_nothingIsFoundWhereOneDoesNotBelong(Scene scene) {
        Account alice = scene.person("alice");
        Account mallory = scene.person("mallory");
        ConversationId left = scene.group(alice, mallory);
        scene.postAll(alice, scene.direct(alice, alice), List.of("secret", "https://secret.example"));
        scene.posts(alice, left, "secret", 100);
        Message own = scene.post(mallory, scene.direct(mallory, mallory), "no such thing");
        scene.commit(new Command.Leave(scene.id(), mallory.id(), left, scene.now()));
        Sought all = sought(Optional.empty(), Optional.of(alice.id()), Sought.LONG_AGO, Sought.FAR_OFF, false);

        assertThat(everywhere(scene, mallory, Sought.text("secret"))).isEmpty();
        assertThat(everywhere(scene, mallory, all)).isEmpty();
        assertThat(in(scene, mallory, new Place(Optional.of(left), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(everywhere(scene, mallory, Sought.text("such"))).containsExactly(own);
    }

    @Test
    default void h04_aCursorThatWasNeverGivenIsRefused(Scene scene) {
        Account alice = scene.person("alice");
        MessageReader messages = scene.stores().messages();

        for (String wrong :
                List.of("", "1", "1.2", "1.2.3.4", "-1.2.3", "a.b.c", "1.2.3 ", "99999999999999999999.1.1")) {
            assertThatThrownBy(() -> messages.search(alice.id(), Sought.text("text"), Optional.of(wrong), 10))
                    .isInstanceOf(ChatException.class);
        }
    }

    private static void expectAsLookingThrough(Scene scene, Account reader, List<Message> all, Sought sought) {
        List<Message> expected = newestFirst(all.stream()
                .filter(message -> sought.fits(message.sender().id(), message.sentAt()))
                .filter(message -> sought.text().isEmpty()
                        || SearchText.fold(message.content().orElseThrow())
                                .contains(sought.text().get()))
                .filter(message ->
                        !sought.link() || message.content().orElseThrow().contains("://")));

        assertThat(everywhere(scene, reader, sought)).as(sought.toString()).isEqualTo(expected);
        expected.stream()
                .collect(Collectors.groupingBy(Message::conversation))
                .forEach((room, there) -> assertThat(
                                scene.stores().messages().search(reader.id(), room, sought, Long.MAX_VALUE, MANY))
                        .as(sought.toString())
                        .contains(there));
        if (sought.equals(Sought.text(sought.text().orElse("")))) {
            ListQuery list = new ListQuery(Optional.empty(), sought.text(), 1, 100);
            assertThat(scene.stores().messages().list(reader.id(), list))
                    .isEqualTo(new MessageList(
                            expected.size(), expected.stream().limit(100).toList()));
        }
    }

    private static List<Message> everywhere(Scene scene, Account reader, Sought sought) {
        return scene.stores().messages().search(reader.id(), sought, Optional.empty(), MANY).items().stream()
                .map(Found::message)
                .toList();
    }

    private static List<Message> in(Scene scene, Account reader, Place place) {
        return everywhere(
                scene,
                reader,
                new Sought(
                        Optional.of("the word"),
                        Optional.empty(),
                        Optional.of(place),
                        Sought.LONG_AGO,
                        Sought.FAR_OFF,
                        false));
    }

    private static Sought sought(
            Optional<String> text, Optional<AccountId> from, Instant since, Instant until, boolean link) {
        return new Sought(text, from, Optional.empty(), since, until, link);
    }

    private static ConversationId titled(Scene scene, Account owner, ConversationKind kind, String title) {
        Command.Create create = scene.creating(owner, kind, title);
        scene.commit(create);
        return create.conversation();
    }

    private static String word(Random random, int most) {
        return IntStream.rangeClosed(0, random.nextInt(most) + 1)
                .mapToObj(i -> LETTERS.get(random.nextInt(LETTERS.size())))
                .collect(Collectors.joining());
    }

    private static long points(String text) {
        return text.codePoints().count();
    }

    private static List<Message> newestFirst(Stream<Message> messages) {
        return messages.sorted(Comparator.comparing(Message::sentAt)
                        .thenComparing(message -> message.conversation().value())
                        .thenComparing(Message::seq)
                        .reversed())
                .toList();
    }
}
