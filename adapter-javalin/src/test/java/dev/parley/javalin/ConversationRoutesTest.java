package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations and what is in them, over HTTP. */
class ConversationRoutesTest {

    private final TestServer server = TestServer.start();
    private final Visitor alice = server.user("alice");
    private final Visitor bob = server.user("bob");

    @AfterEach
    void stop() {
        server.close();
    }

    private String opened() {
        return "/api/conversations/"
                + alice.post("/api/conversations", "{'kind':'direct','members':['@bob']}")
                        .number("id");
    }

    private void post(String conversation, int count) {
        for (int i = 1; i <= count; i++) {
            alice.post(conversation + "/messages", "{'content':'message " + i + "'}");
        }
    }

    private static List<Long> seqs(Reply reply, String field) {
        List<Long> seqs = new ArrayList<>();
        reply.json().path(field).forEach(item -> seqs.add(item.path("seq").asLong()));
        return seqs;
    }

    @Test
    void aDirectConversationIsOpenedOnce() {
        Reply first = alice.post("/api/conversations", "{'kind':'direct','members':['@bob']}");
        Reply second = bob.post("/api/conversations", "{'kind':'direct','members':['@ALICE']}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("people").findValuesAsText("username")).containsExactlyInAnyOrder("alice", "bob");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.number("id")).isEqualTo(first.number("id"));
    }

    @Test
    void membersAreNamedByIdAsWellAndTheCallerMayBeAmongThem() {
        long id = bob.get("/api/users/me").number("id");

        Reply byId = alice.post("/api/conversations", "{'kind':'direct','members':[" + id + ",'@alice']}");
        Reply notes = alice.post("/api/conversations", "{'kind':'direct','members':['@alice']}");

        assertThat(byId.status()).isEqualTo(201);
        assertThat(notes.json().path("people").findValuesAsText("username")).containsExactly("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'room','members':['@bob']}",
                "{'members':['@bob']}",
                "{'kind':'direct'}",
                "{'kind':'direct','members':[]}",
                "{'kind':'direct','members':'@bob'}",
                "{'kind':'direct','members':['bob']}",
                "{'kind':'direct','members':[{'$ne':null}]}",
                "{'kind':'direct','members':[1.5]}",
                "{'kind':['direct'],'members':['@bob']}"
            })
    void p14_whatIsNoConversationToOpenIsRefused(String body) {
        assertThat(alice.post("/api/conversations", body).said()).isEqualTo("400 invalid");
    }

    @Test
    void p12_nobodyOpensTheConversationOfTwoOthers() {
        Visitor mallory = server.user("mallory");

        assertThat(mallory.post("/api/conversations", "{'kind':'direct','members':['@alice','@bob']}")
                        .said())
                .isEqualTo("400 invalid");
        assertThat(mallory.post("/api/conversations", "{'kind':'direct','members':['@nobody2']}")
                        .said())
                .isEqualTo("404 not_found");
    }

    @Test
    void theListShowsTheLastMessageAndWhatIsUnread() {
        String conversation = opened();
        post(conversation, 2);

        JsonNode seen = bob.get("/api/conversations").json();

        assertThat(seen.path("epoch").asText()).isNotEmpty();
        assertThat(seen.path("next").isNull()).isTrue();
        assertThat(seen.at("/conversations/0/unread").asLong()).isEqualTo(2);
        assertThat(seen.at("/conversations/0/seq").asLong()).isEqualTo(2);
        assertThat(seen.at("/conversations/0/last_message/content").asText()).isEqualTo("message 2");
        assertThat(alice.get(conversation + "/").number("unread")).isZero();
    }

    @Test
    void theListGoesOnByItsCursor() {
        server.user("carol");
        alice.post("/api/messages", "{'receiver':'bob','content':'one'}");
        alice.post("/api/messages", "{'receiver':'carol','content':'two'}");

        Reply first = alice.get("/api/conversations?limit=1");
        Reply second = alice.get("/api/conversations?limit=1&cursor=" + first.text("next"));

        assertThat(first.json().at("/conversations/0/last_message/content").asText())
                .isEqualTo("two");
        assertThat(second.json().at("/conversations/0/last_message/content").asText())
                .isEqualTo("one");
    }

    @Test
    void h04_aForgedCursorIsRefused() {
        assertThat(alice.get("/api/conversations?cursor=nonsense").said()).isEqualTo("400 invalid");
        assertThat(alice.get("/api/conversations?cursor=%27%20OR%201=1").said()).isEqualTo("400 invalid");
    }

    @Test
    void aWindowLiesAtTheEndOrBeforeAfterAndAroundASeq() {
        String messages = opened() + "/messages";
        post(messages.replace("/messages", ""), 9);

        assertThat(seqs(alice.get(messages + "?limit=2"), "messages")).containsExactly(8L, 9L);
        assertThat(seqs(alice.get(messages + "?limit=2&before=5"), "messages")).containsExactly(3L, 4L);
        assertThat(seqs(alice.get(messages + "?limit=2&after=5"), "messages")).containsExactly(6L, 7L);
        assertThat(seqs(alice.get(messages + "?limit=3&around=5"), "messages"))
                .contains(5L)
                .hasSize(3);
        Reply window = alice.get(messages + "?limit=2&before=5");
        assertThat(window.number("top")).isEqualTo(9);
        assertThat(window.json().path("has_before").asBoolean()).isTrue();
        assertThat(window.json().path("has_after").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=101",
                "limit=1e9",
                "limit=abc",
                "before=1&after=2",
                "before=x",
                "around=-1",
                "before=99999999999999999999"
            })
    void h04_aWindowThatCannotBeIsRefused(String query) {
        assertThat(alice.get(opened() + "/messages?" + query).said()).isEqualTo("400 invalid");
    }

    @Test
    void postingAgainAnswersTheSameMessage() {
        String messages = opened() + "/messages";

        Reply first = alice.post(messages, "{'content':'hi','client_id':'c1'}");
        Reply again = alice.post(messages, "{'content':'hi','client_id':'c1'}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void g6_theLogTellsWhatFollowsAPosition() {
        String conversation = opened();
        post(conversation, 3);
        long id = alice.get(conversation + "/messages?limit=1")
                .json()
                .at("/messages/0/id")
                .asLong();
        alice.delete("/api/messages/" + id);

        Reply changes = bob.get(conversation + "/changes?after=2");

        assertThat(seqs(changes, "changes")).containsExactly(3L, 4L);
        assertThat(changes.json().path("changes").findValuesAsText("type"))
                .containsExactly("message.created", "message.deleted");
        assertThat(changes.json().at("/changes/0/message/deleted").asBoolean()).isTrue();
        assertThat(changes.number("top")).isEqualTo(4);
        assertThat(changes.json().path("more").asBoolean()).isFalse();
        assertThat(bob.get(conversation + "/changes?after=5")
                        .json()
                        .path("reset")
                        .asBoolean())
                .isTrue();
        assertThat(bob.get(conversation + "/changes").errors()).containsExactly("after:required");
        assertThat(bob.get(conversation + "/changes?after=-1").said()).isEqualTo("400 invalid");
    }

    @Test
    void searchingGoesFromNewToOldAndSaysWhereToGoOn() {
        String conversation = opened();
        post(conversation, 5);

        Reply first = bob.get(conversation + "/search?q=MESSAGE&limit=2");
        Reply second = bob.get(conversation + "/search?q=message&limit=2&before=" + first.number("next"));
        Reply last = bob.get(conversation + "/search?q=message&limit=2&before=" + second.number("next"));

        assertThat(seqs(first, "results")).containsExactly(5L, 4L);
        assertThat(seqs(second, "results")).containsExactly(3L, 2L);
        assertThat(seqs(last, "results")).containsExactly(1L);
        assertThat(last.json().path("next").isNull()).isTrue();
        assertThat(bob.get(conversation + "/search").said()).isEqualTo("400 invalid");
        assertThat(bob.get(conversation + "/search?q=a").said()).isEqualTo("400 invalid");
    }

    @Test
    void h03_whatIsSearchedForIsTakenAsItStands() {
        String conversation = opened();
        post(conversation, 2);

        for (String q : List.of("%25%25", "__", "%5C%5C", "''", "a:*", "%26%20%7C", "%22%3B--")) {
            Reply found = bob.get(conversation + "/search?q=" + q);
            assertThat(found.status()).as(q).isEqualTo(200);
            assertThat(found.json().path("results")).as(q).isEmpty();
        }
    }

    @Test
    void searchingEverywhereGoesFromNewToOldAndSaysWhatWasFoundWhere() {
        String team = "/api/conversations/"
                + alice.post("/api/conversations", "{'kind':'group','title':'Team','members':['@bob']}")
                        .number("id");
        post(opened(), 2);
        post(team, 1);

        Reply first = bob.get("/api/search?q=MESSAGE&limit=2");
        Reply last = bob.get("/api/search?limit=2&q=message&cursor=" + first.text("next"));

        assertThat(first.json().path("results").findValuesAsText("content")).containsExactly("message 1", "message 2");
        assertThat(first.json().at("/results/0/place")).hasToString("{\"kind\":\"group\",\"title\":\"Team\"}");
        assertThat(first.json().at("/results/1/place")).hasToString("{\"kind\":\"direct\"}");
        assertThat(last.json().path("results").findValuesAsText("content")).containsExactly("message 1");
        assertThat(last.json().path("next").isNull()).isTrue();
        assertThat(bob.get("/api/search?q=message&cursor=x").said()).isEqualTo("400 invalid");
        assertThat(bob.get("/api/search").errors()).containsExactly("q:query_length");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from:alice|hello https://example.org,welcome",
                "from:@ALICE welcome|welcome",
                "from:me|hello too",
                "from:nobody|",
                "has:link|hello https://example.org",
                "in:@alice|hello too,hello https://example.org",
                "in:@bob|",
                "in:team|welcome",
                "in:tea|",
                "in:999999|",
                "before:2020-01-01|",
                "after:2020-01-01 hello|hello too,hello https://example.org",
                "after:2999-01-01|",
            })
    void filtersLeaveOutTheOthers(String query, @Nullable String found) {
        String direct = opened();
        alice.post(direct + "/messages", "{'content':'hello https://example.org'}");
        bob.post(direct + "/messages", "{'content':'hello too'}");
        long team = alice.post("/api/conversations", "{'kind':'group','title':'Team','members':['@bob']}")
                .number("id");
        alice.post("/api/conversations/" + team + "/messages", "{'content':'welcome'}");

        Reply reply = bob.get("/api/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));

        assertThat(reply.status()).isEqualTo(200);
        List<String> contents = new ArrayList<>(reply.json().path("results").findValuesAsText("content"));
        assertThat(contents).containsExactlyInAnyOrderElementsOf(found == null ? List.of() : List.of(found.split(",")));
    }

    @Test
    void aFilterThatSaysNothingIsRefused() {
        String conversation = opened();

        for (String path : List.of("/api/search", conversation + "/search")) {
            assertThat(bob.get(path + "?q=before:yesterday").errors()).containsExactly("q:filter_value");
            assertThat(bob.get(path + "?q=from:a+from:b").errors()).containsExactly("q:filter_repeated");
        }
    }

    @Test
    void p04_whatOthersSaidIsNotFound() {
        String conversation = opened();
        post(conversation, 3);
        Visitor mallory = server.user("mallory");

        Reply secret = mallory.get("/api/search?q=message");

        assertThat(secret.body()).isEqualTo(mallory.get("/api/search?q=never").body());
        assertThat(secret.body())
                .isEqualTo(mallory.get("/api/search?q=from:alice").body());
        assertThat(secret.body())
                .isEqualTo(mallory.get("/api/search?q=in:" + conversation.replaceAll("\\D", ""))
                        .body());
        assertThat(secret.json().path("results")).isEmpty();
    }

    @Test
    void theMarkerMovesForwardOnly() {
        String conversation = opened();
        post(conversation, 3);

        assertThat(bob.post(conversation + "/read", "{'seq':2}").number("unread"))
                .isEqualTo(1);
        assertThat(bob.post(conversation + "/read", "{'seq':1}").number("read_seq"))
                .isEqualTo(2);
        assertThat(bob.post(conversation + "/read", "{'seq':4711}").number("read_seq"))
                .isEqualTo(3);
        assertThat(bob.post(conversation + "/read", "{'seq':-1}").said()).isEqualTo("400 invalid");
        assertThat(bob.post(conversation + "/read", "{'seq':'3'}").errors()).containsExactly("seq:wrong_type");
        assertThat(bob.post(conversation + "/read", "{'seq':1e400}").errors()).containsExactly("seq:wrong_type");
        assertThat(bob.post(conversation + "/read", "{}").errors()).containsExactly("seq:required");
    }

    @Test
    void p01_whoIsNotInItFindsNothing() {
        String conversation = opened();
        post(conversation, 1);
        Visitor mallory = server.user("mallory");
        String never = mallory.get("/api/conversations/999999").body();

        for (Reply reply : List.of(
                mallory.get(conversation),
                mallory.get(conversation + "/messages"),
                mallory.get(conversation + "/changes?after=0"),
                mallory.get(conversation + "/search?q=message"),
                mallory.post(conversation + "/messages", "{'content':'x'}"),
                mallory.post(conversation + "/read", "{'seq':1}"))) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).isEqualTo(never);
        }
        assertThat(mallory.get("/api/conversations").json().path("conversations"))
                .isEmpty();
    }

    @Test
    void whoIsNotLoggedInGetsNothing() {
        for (String path : List.of("", "/1", "/1/messages", "/1/changes", "/1/search")) {
            assertThat(server.anybody().get("/api/conversations" + path).said()).isEqualTo("401 unauthenticated");
        }
    }
}
