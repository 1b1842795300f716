package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/messages/}: pages and their links, keeping one person's, searching. */
abstract class MessageListSuite extends ServerSuite {

    MessageListSuite(Database database) {
        super(database);
    }

    private static void write(Client from, Client to, int count) {
        IntStream.rangeClosed(1, count).forEach(i -> from.writesTo(to, "message " + i));
    }

    private static List<String> numbers(int from, int to) {
        List<String> texts = new ArrayList<>(
                IntStream.rangeClosed(to, from).mapToObj(i -> "message " + i).toList());
        Collections.reverse(texts);
        return texts;
    }

    @Test
    void whoHasNoMessagesGetsAnEmptyFirstPage() {
        Reply reply = user("alice").get("/api/messages/");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"count\":0,\"next\":null,\"previous\":null,\"results\":[]}");
        assertThat(reply.header("Content-Type").orElse("")).matches("application/json; ?charset=utf-8");
    }

    @Test
    void theNewestComeFirstTenAPage() {
        Client alice = user("alice");
        write(alice, user("bob"), 12);

        Reply reply = alice.get("/api/messages/");

        assertThat(reply.number("count")).isEqualTo(12);
        assertThat(reply.each("results", "content")).isEqualTo(numbers(12, 3));
        assertThat(reply.json().path("next").isTextual()).isTrue();
        assertThat(reply.json().path("previous").isNull()).isTrue();
    }

    @Test
    void theLinksLeadThroughAllPagesAndBack() {
        Client alice = user("alice");
        write(alice, user("bob"), 11);

        List<Reply> pages = followed(alice, alice.get("/api/messages/?page_size=4"), "next");
        List<Reply> back = followed(alice, pages.get(pages.size() - 1), "previous");

        assertThat(pages).hasSize(3);
        assertThat(pages.stream().flatMap(page -> page.each("results", "content").stream()))
                .containsExactlyElementsOf(numbers(11, 1));
        Collections.reverse(back);
        assertThat(back)
                .extracting(Reply::body)
                .containsExactlyElementsOf(pages.stream().map(Reply::body).toList());
    }

    /** The page and those that its links lead to. */
    private static List<Reply> followed(Client client, Reply first, String link) {
        List<Reply> pages = new ArrayList<>(List.of(first));
        Reply page = first;
        while (page.json().path(link).isTextual()) {
            URI address = URI.create(page.text(link));
            assertThat(address.getRawAuthority())
                    .as("a link without a public address")
                    .isNull();
            page = client.get(address.toString());
            assertThat(page.status()).isEqualTo(200);
            pages.add(page);
        }
        return pages;
    }

    @Test
    void theLinksKeepWhatWasAskedFor() {
        Client alice = user("alice");
        Client bob = user("bob");
        write(alice, bob, 3);

        Reply page = alice.get("/api/messages/?user=%s&search=message&page_size=2".formatted(bob.name()));

        assertThat(page.text("next"))
                .startsWith("/api/messages/?")
                .contains("user=" + bob.name(), "search=message", "page_size=2", "page=2");
        assertThat(alice.get(page.text("next")).each("results", "content")).containsExactly("message 1");
    }

    @Test
    void aPageOfAThousandCountsAsOneOfAHundred() {
        Client alice = user("alice");
        write(alice, user("bob"), 101);

        Reply page = alice.get("/api/messages/?page_size=1000");

        assertThat(page.each("results", "content")).isEqualTo(numbers(101, 2));
        assertThat(alice.get(page.text("next")).each("results", "content")).containsExactly("message 1");
        assertThat(alice.texts("?page_size=999999999999")).hasSize(100);
        assertThat(alice.texts("?page_size=1000000000000000000000")).hasSize(100);
        assertThat(alice.texts("?page_size=100")).hasSize(100);
    }

    @Test
    void aPagePastTheEndIsNotFound() {
        Client alice = user("alice");
        write(alice, user("bob"), 10);

        assertThat(alice.get("/api/messages/?page=2").said()).isEqualTo("404 not_found");
        assertThat(alice.get("/api/messages/?page=2147483647&page_size=100").said())
                .isEqualTo("404 not_found");
        assertThat(alice.get("/api/messages/?page=99999999999999999999").said()).isEqualTo("404 not_found");
        assertThat(alice.get("/api/messages/?page=1").json().path("next").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=-1",
                "page=abc",
                "page=1.5",
                "page=1&page=2",
                "page_size=0",
                "page_size=-1",
                "page_size=1e9",
                "page_size=ten",
                "user=a&user=b",
                "user=%00",
                "search=%00x",
                "search=%zz",
                "user=%ff",
                "search=%c3"
            })
    void h04_aPageThatCannotBeIsRefused(String query) {
        String answer = Wire.ask(
                server(),
                "GET /api/messages/?" + query + " HTTP/1.1",
                "Authorization: Bearer " + user("a").token());

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"invalid\"");
    }

    @Test
    void userKeepsTheConversationWithThatUser() {
        Client alice = user("alice");
        Client bob = user("bob");
        Client carol = user("carol");
        alice.writesTo(bob, "to bob");
        bob.writesTo(alice, "from bob");
        carol.writesTo(alice, "from carol");
        bob.writesTo(carol, "not hers");

        assertThat(alice.texts("?user=" + bob.name())).containsExactly("from bob", "to bob");
        assertThat(alice.texts("?user=" + bob.name().toUpperCase(java.util.Locale.ROOT)))
                .hasSize(2);
        assertThat(alice.get("/api/messages/?user=" + carol.name()).number("count"))
                .isEqualTo(1);
        assertThat(alice.get("/api/messages/").number("count")).isEqualTo(3);
    }

    @Test
    void g9_somebodyUnknownLooksLikeSomebodyWithoutMessages() {
        Client alice = user("alice");
        write(alice, user("bob"), 1);
        String stranger = user("carol").name();

        Reply unknown = alice.get("/api/messages/?user=nobody.of.that.name");

        assertThat(unknown.status()).isEqualTo(200);
        assertThat(unknown.body())
                .isEqualTo(alice.get("/api/messages/?user=" + stranger).body());
    }

    @ParameterizedTest
    @CsvSource({
        "lunch, Lunch at NOON?",
        "LUNCH AT, Lunch at NOON?",
        "straße, Die STRASSE",
        "100%, 100% sure",
        "100_, 100_ points",
        "\\n, a \\n b",
        "早餐, 一起吃早餐吧"
    })
    void h03_searchFindsAnySubstringLiterally(String search, String content) {
        Client alice = user("alice");
        Client bob = user("bob");
        write(alice, bob, 2);
        bob.writesTo(alice, content.replace("\\", "\\\\"));

        Reply found = alice.get("/api/messages/?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8));

        assertThat(found.each("results", "content")).containsExactly(content);
        assertThat(found.number("count")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%", "__", "a:*", "& | !", "%_%", "\\\\", "' ; drop table", "message 1)"})
    void h03_signsOfQueryLanguagesAreJustText(String search) {
        Client alice = user("alice");
        write(alice, user("bob"), 2);

        Reply found = alice.get("/api/messages/?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8));

        assertThat(found.body()).isEqualTo("{\"count\":0,\"next\":null,\"previous\":null,\"results\":[]}");
    }

    @Test
    void h03_aSearchIsTooShortOrTooLong() {
        Client alice = user("alice");

        assertThat(alice.get("/api/messages/?search=a").said()).isEqualTo("400 invalid");
        assertThat(alice.get("/api/messages/?search=" + "a".repeat(201)).said()).isEqualTo("400 invalid");
        assertThat(alice.get("/api/messages/?search=" + "a".repeat(6_000)).said())
                .isEqualTo("400 invalid");
        assertThat(alice.get("/api/messages/?search=" + "a+".repeat(100)).status())
                .isEqualTo(200);
    }

    @Test
    void g11_deletedOnesAreLeftOutAndOldWordsAreNotFound() {
        Client alice = user("alice");
        Client bob = user("bob");
        long gone = alice.writesTo(bob, "elephants in the garden");
        long changed = alice.writesTo(bob, "giraffes in the garden");
        alice.delete("/api/messages/" + gone);
        alice.patch("/api/messages/" + changed, "{'content':'zebras in the garden'}");

        assertThat(bob.get("/api/messages/").number("count")).isEqualTo(1);
        assertThat(bob.texts("?search=garden")).containsExactly("zebras in the garden");
        assertThat(bob.texts("?search=elephants")).isEmpty();
        assertThat(bob.texts("?search=giraffes")).isEmpty();
    }
}
