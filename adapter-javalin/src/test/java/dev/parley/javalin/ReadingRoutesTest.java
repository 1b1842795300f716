package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How far somebody has read a conversation and how he wants to have it, over HTTP and the socket. */
class ReadingRoutesTest {

    private final TestServer server = TestServer.start();
    private final String alice = server.token("alice");
    private final String bob = server.token("bob");
    private final Visitor hers = server.anybody().bearer(alice);
    private final Visitor his = server.anybody().bearer(bob);

    @AfterEach
    void stop() {
        server.close();
    }

    private String opened() {
        return "/api/conversations/"
                + hers.post("/api/conversations", "{'kind':'direct','members':['@bob']}")
                        .number("id");
    }

    private String opened(int messages) {
        String conversation = opened();
        for (int i = 1; i <= messages; i++) {
            hers.post(conversation + "/messages", "{'content':'message " + i + "'}");
        }
        return conversation;
    }

    private static String id(String conversation) {
        return conversation.replaceFirst(".*/", "");
    }

    @Test
    void g15_aConversationIsMarkedAsUnreadFromAMessageOnUntilItIsReadAgain() {
        String conversation = opened(3);
        his.post(conversation + "/read", "{'seq':3}");

        Reply marked = his.post(conversation + "/read", "{'unread_from':2}");
        JsonNode listed = his.get("/api/conversations").json().at("/conversations/0");
        Reply read = his.post(conversation + "/read", "{'seq':3}");

        assertThat(marked.body()).isEqualTo("{\"read_seq\":3,\"unread\":2,\"unread_from\":2}");
        assertThat(listed.path("unread").asInt()).isEqualTo(2);
        assertThat(listed.path("unread_from").asInt()).isEqualTo(2);
        assertThat(read.body()).isEqualTo("{\"read_seq\":3,\"unread\":0}");
        assertThat(his.get(conversation).json().has("unread_from")).isFalse();
    }

    @Test
    void whatMarksAsUnreadWronglyIsRefused() {
        String conversation = opened(1);

        assertThat(his.post(conversation + "/read", "{'unread_from':0}").errors())
                .containsExactly("unread_from:out_of_range");
        assertThat(his.post(conversation + "/read", "{'unread_from':-1}").errors())
                .containsExactly("unread_from:out_of_range");
        assertThat(his.post(conversation + "/read", "{'unread_from':'1'}").errors())
                .contains("unread_from:wrong_type");
        assertThat(his.post(conversation + "/read", "{'unread_from':1,'seq':1}").errors())
                .containsExactly("unread_from:conflict");
        assertThat(his.post(conversation + "/read", "{'unread_from':9007199254740993}")
                        .number("unread_from"))
                .isEqualTo(1);
    }

    @Test
    void whatIsSettledIsInTheListAndLeftOutWhereNothingWasChosen() {
        String conversation = opened(1);

        Reply settled = his.patch(conversation + "/settings", "{'notify':'none','favourite':true}");
        JsonNode item = his.get(conversation).json();
        JsonNode others = hers.get(conversation).json();

        assertThat(settled.body()).isEqualTo("{\"notify\":\"none\",\"favourite\":true,\"hidden\":false}");
        assertThat(item.path("notify").asText()).isEqualTo("none");
        assertThat(item.path("favourite").asBoolean()).isTrue();
        assertThat(item.has("hidden")).isFalse();
        assertThat(List.of(others.has("notify"), others.has("favourite"), others.has("hidden")))
                .containsOnly(false);
    }

    @Test
    void aHiddenConversationIsListedWhereItIsAskedForAndComesBackWithTheNextMessage() {
        String conversation = opened(1);

        his.patch(conversation + "/settings", "{'hidden':true}");
        JsonNode shown = his.get("/api/conversations").json().path("conversations");
        JsonNode hidden = his.get("/api/conversations?hidden=true").json().path("conversations");
        hers.post(conversation + "/messages", "{'content':'news'}");

        assertThat(shown).isEmpty();
        assertThat(hidden).hasSize(1);
        assertThat(hidden.path(0).path("hidden").asBoolean()).isTrue();
        assertThat(his.get("/api/conversations").json().path("conversations")).hasSize(1);
        assertThat(his.get("/api/conversations?hidden=true").json().path("conversations"))
                .isEmpty();
    }

    @Test
    void whatIsSettledWronglyIsRefused() {
        String conversation = opened();

        assertThat(his.patch(conversation + "/settings", "{}").errors()).containsExactly("notify:required");
        assertThat(his.patch(conversation + "/settings", "{'notify':'some'}").errors())
                .containsExactly("notify:unknown");
        assertThat(his.patch(conversation + "/settings", "{'notify':7,'hidden':'yes'}")
                        .errors())
                .containsExactlyInAnyOrder("notify:wrong_type", "hidden:wrong_type");
        assertThat(his.get("/api/conversations?hidden=yes").errors()).containsExactly("hidden:not_a_flag");
    }

    @Test
    void p01_whoIsNotInItSettlesNothing() {
        String conversation = opened(1);
        Visitor mallory = server.user("mallory");
        String never = mallory.get("/api/conversations/999999").body();

        for (Reply reply : List.of(
                mallory.post(conversation + "/read", "{'unread_from':1}"),
                mallory.patch(conversation + "/settings", "{'hidden':true}"),
                mallory.get(conversation + "/seen"),
                mallory.patch("/api/conversations/999999/settings", "{'hidden':true}"))) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).isEqualTo(never);
        }
    }

    @Test
    void howFarTheOtherHasReadIsShownAndToldLive() {
        String conversation = opened(2);
        long bobs = his.get("/api/users/me").number("id");
        TestSocket socket = TestSocket.open(server.port(), "/ws", "Authorization", "Bearer " + alice);
        socket.next();

        his.post(conversation + "/read", "{'seq':2}");

        assertThat(socket.next().toString())
                .isEqualTo("{\"type\":\"seen\",\"conversation\":" + id(conversation) + ",\"user\":" + bobs
                        + ",\"seq\":2}");
        assertThat(hers.get(conversation + "/seen").body()).isEqualTo("{\"seen\":[{\"user\":" + bobs + ",\"seq\":2}]}");
    }

    @Test
    void whoDoesNotShareWhatHeReadsIsNotShownAndIsShownNothing() {
        String conversation = opened(2);
        his.post(conversation + "/read", "{'seq':1}");

        Reply silent = his.patch("/api/users/me", "{'share_reading':false}");

        assertThat(silent.json().path("share_reading").asBoolean(true)).isFalse();
        assertThat(hers.get(conversation + "/seen").body()).isEqualTo("{\"seen\":[]}");
        assertThat(his.get(conversation + "/seen").body()).isEqualTo("{\"seen\":[]}");
        assertThat(his.patch("/api/users/me", "{'share_reading':true}").json().has("share_reading"))
                .isFalse();
        assertThat(hers.get(conversation + "/seen").json().path("seen")).hasSize(1);
        assertThat(his.patch("/api/users/me", "{'share_reading':'no'}").errors())
                .containsExactly("share_reading:wrong_type");
    }

    @Test
    void onesOtherConnectionsHearOfWhatWasMarkedAndSettledOverTheSocket() {
        String conversation = opened(2);
        TestSocket one = TestSocket.open(server.port(), "/ws", "Authorization", "Bearer " + bob);
        TestSocket other = TestSocket.open(server.port(), "/ws", "Authorization", "Bearer " + bob);
        one.next();
        other.next();
        String to = ",'conversation':" + id(conversation) + "}";

        one.send("{'id':1,'type':'read','unread_from':2" + to);
        JsonNode marked = other.next();
        one.send("{'id':2,'type':'settings','notify':'mentions'" + to);
        JsonNode settled = other.next();

        assertThat(marked.toString())
                .isEqualTo("{\"type\":\"read\",\"conversation\":" + id(conversation)
                        + ",\"read_seq\":0,\"unread\":1,\"unread_from\":2}");
        assertThat(settled.toString())
                .isEqualTo("{\"type\":\"settings.changed\",\"conversation\":" + id(conversation)
                        + ",\"notify\":\"mentions\",\"favourite\":false,\"hidden\":false}");
        assertThat(List.of(one.next(), one.next(), one.next(), one.next()))
                .extracting(line -> line.path("type").asText())
                .containsExactlyInAnyOrder("read", "ok", "settings.changed", "ok");
    }
}
