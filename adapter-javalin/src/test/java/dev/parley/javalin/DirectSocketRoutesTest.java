package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The older socket over a real connection. */
class DirectSocketRoutesTest {

    private final TestServer server = TestServer.start();
    private final String alice = server.token("alice");
    private final String bob = server.token("bob");

    @AfterEach
    void stop() {
        server.close();
    }

    private TestSocket open(String secret, String path) {
        return TestSocket.open(server.port(), path, "Authorization", "Bearer " + secret);
    }

    @Test
    void bothSidesSeeWhatIsSentEditedAndDeleted() {
        TestSocket hers = open(alice, "/ws/chat/bob/");
        TestSocket his = open(bob, "/ws/chat/alice");

        hers.send("{'message':'Hello, Bob'}");
        JsonNode seen = his.next();
        long id = seen.path("id").asLong();
        assertThat(seen.toString())
                .isEqualTo("{\"sender\":\"alice\",\"receiver\":\"bob\",\"message\":\"Hello, Bob\",\"id\":" + id + "}");
        assertThat(hers.next()).isEqualTo(seen);

        hers.send("{'message_id':" + id + ",'message':'Hello again'}");
        assertThat(his.next().toString())
                .isEqualTo("{\"sender\":\"alice\",\"receiver\":\"bob\",\"message\":\"Hello again\",\"message_id\":" + id
                        + "}");

        hers.send("{'delete_message_id':" + id + "}");
        assertThat(his.next().toString())
                .isEqualTo("{\"sender\":\"alice\",\"receiver\":\"bob\",\"deleted_message_id\":" + id + "}");
    }

    @Test
    void whatIsSaidRightAfterTheHandshakeIsNotMissed() {
        for (int i = 0; i < 10; i++) {
            TestSocket his = open(bob, "/ws/chat/alice/");
            server.anybody().bearer(alice).post("/api/messages", "{'receiver':'bob','content':'number " + i + "'}");

            assertThat(his.next().path("message").asText()).isEqualTo("number " + i);
            his.close();
        }
    }

    @Test
    void p06_aRefusedCommandIsAnsweredWithItsProblem() {
        TestSocket hers = open(alice, "/ws/chat/bob/");
        TestSocket his = open(bob, "/ws/chat/alice/");
        hers.send("{'message':'mine'}");
        long id = his.next().path("id").asLong();

        his.send("{'message_id':" + id + ",'message':'theirs'}");
        assertThat(his.next().at("/error/code").asText()).isEqualTo("not_author");
        his.send("{'delete_message_id':999999}");
        assertThat(his.next().at("/error/code").asText()).isEqualTo("not_found");
        his.send("{'message':'  '}");
        assertThat(his.next().at("/error/errors/0/code").asText()).isEqualTo("blank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "",
                "{'message':'a','message':'b'}",
                "{'message':'a'} x",
                "{'message':NaN}",
                "{'message':1}",
                "{}",
                "{'message_id':'1','message':'a'}",
                "{'delete_message_id':1e400}"
            })
    void w12_aFrameThatIsNoCommandIsAnsweredOnce(String frame) {
        TestSocket hers = open(alice, "/ws/chat/bob/");

        hers.send(frame);
        hers.send("{'message':'still there'}");

        assertThat(hers.next().at("/error/status").asInt()).isIn(400, 404);
        assertThat(hers.next().path("message").asText()).isEqualTo("still there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody2", "", "bob/x", "b%6fb", "%u0062", "..", "bob;a=b", "%00"})
    void someoneWhoDoesNotExistIsNotFound(String username) throws Exception {
        assertThat(new Raw(server.port()).handshake("/ws/chat/" + username, "Authorization: Bearer " + alice))
                .matches("(?s)HTTP/1.1 (404|400) .*");
    }
}
