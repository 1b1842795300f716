package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups and channels that are archived, over HTTP and the socket. */
class ArchiveRoutesTest {

    private final TestServer server = TestServer.start();
    private final String secret = server.token("alice");
    private final Visitor alice = server.anybody().bearer(secret);
    private final Visitor bob = server.user("bob");

    @AfterEach
    void stop() {
        server.close();
    }

    private String opened(String kind) {
        return "/api/conversations/"
                + alice.post("/api/conversations", "{'kind':'" + kind + "','title':'Place','members':['@bob']}")
                        .number("id");
    }

    @Test
    void anArchivedGroupIsReadAndNothingIsAddedUntilItIsBroughtBack() {
        String group = opened("group");
        long message = bob.post(group + "/messages", "{'content':'before'}").number("id");

        Reply archived = alice.patch(group, "{'archived':true}");

        assertThat(archived.json().path("archived_at").asText()).isNotEmpty();
        assertThat(bob.post(group + "/messages", "{'content':'after'}").said()).isEqualTo("403 archived");
        assertThat(bob.patch("/api/messages/" + message, "{'content':'other words'}")
                        .said())
                .isEqualTo("403 archived");
        JsonNode messages = bob.get(group + "/messages").json().path("messages");
        assertThat(messages.findValuesAsText("note")).containsExactly("archived");
        assertThat(messages.path(0).path("content").asText()).isEqualTo("before");
        assertThat(alice.patch(group, "{'archived':false}").json().has("archived_at"))
                .isFalse();
        assertThat(bob.post(group + "/messages", "{'content':'after'}").status())
                .isEqualTo(201);
    }

    @Test
    void anArchivedChannelIsNotFoundAmongTheChannelsAndNobodyComes() {
        String channel = opened("channel");
        Visitor carol = server.user("carol");

        alice.patch(channel, "{'archived':true}");

        assertThat(carol.get("/api/channels").json().path("results")).isEmpty();
        assertThat(carol.post(channel + "/members", "{}").said()).isEqualTo("403 archived");
        assertThat(bob.get("/api/conversations").json().at("/conversations/0").has("archived_at"))
                .isTrue();
    }

    @Test
    void onlyAnOwnerArchivesAndWhoeverIsOutsideLearnsNothing() {
        String group = opened("group");
        Visitor mallory = server.user("mallory");

        assertThat(bob.patch(group, "{'archived':true}").said()).isEqualTo("403 forbidden");
        assertThat(mallory.patch(group, "{'archived':true}").body())
                .isEqualTo(mallory.patch("/api/conversations/999999", "{'archived':true}")
                        .body());
        assertThat(alice.patch(group, "{'archived':'yes'}").errors()).containsExactly("archived:wrong_type");
        assertThat(alice.patch(group, "{}").errors()).containsExactly("title:required");
    }

    @Test
    void itIsArchivedOverTheSocketToo() {
        String group = opened("group");
        TestSocket socket = TestSocket.open(server.port(), "/ws", "Authorization", "Bearer " + secret);
        socket.next();

        socket.send("{'id':1,'type':'update','archived':true,'conversation':" + group.replaceFirst(".*/", "") + "}");

        assertThat(List.of(
                        socket.next().path("type").asText(),
                        socket.next().path("type").asText()))
                .containsExactlyInAnyOrder("ok", "conversation.updated");
        assertThat(bob.get(group).json().has("archived_at")).isTrue();
    }
}
