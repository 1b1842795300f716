package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocking people over HTTP. */
class BlockRoutesTest {

    private final TestServer server = TestServer.start();
    private final Visitor alice = server.user("alice");
    private final Visitor bob = server.user("bob");

    @AfterEach
    void stop() {
        server.close();
    }

    private static long direct(Visitor from, String to) {
        return from.post("/api/conversations", "{'kind':'direct','members':['@" + to + "']}")
                .number("id");
    }

    @Test
    void whoIsBlockedIsListedAndTakenOffTheListAgain() {
        server.user("carol");
        assertThat(alice.send("PUT", "/api/users/me/blocks/@bob", "").status()).isEqualTo(204);
        assertThat(alice.send("PUT", "/api/users/me/blocks/@bob", "").status()).isEqualTo(204);
        alice.send("PUT", "/api/users/me/blocks/@carol", "");

        Reply first = alice.get("/api/users/me/blocks?limit=1");
        Reply second = alice.get("/api/users/me/blocks?limit=1&cursor=" + first.text("next"));

        assertThat(first.json().path("results").findValuesAsText("username")).containsExactly("bob");
        assertThat(second.json().path("results").findValuesAsText("username")).containsExactly("carol");
        assertThat(bob.get("/api/users/me/blocks").json().path("results")).isEmpty();
        assertThat(alice.delete("/api/users/me/blocks/@bob").status()).isEqualTo(204);
        assertThat(alice.delete("/api/users/me/blocks/@bob").status()).isEqualTo(204);
        assertThat(alice.get("/api/users/me/blocks").json().path("results").findValuesAsText("username"))
                .containsExactly("carol");
    }

    @Test
    void blockedAndDisabledGetTheSameAnswerAndSoDoesWhoHasBlocked() {
        long room = direct(alice, "bob");
        long message = alice.post("/api/conversations/" + room + "/messages", "{'content':'before'}")
                .number("id");
        server.user("carol");
        long other = direct(alice, "carol");
        server.chat()
                .administration()
                .disable(server.chat().accounts().person("carol").id());
        Reply disabled = alice.post("/api/conversations/" + other + "/messages", "{'content':'hello'}");
        bob.send("PUT", "/api/users/me/blocks/@alice", "");

        assertThat(disabled.said()).isEqualTo("403 cannot_message");
        assertThat(alice.post("/api/conversations/" + room + "/messages", "{'content':'hello'}")
                        .body())
                .isEqualTo(disabled.body());
        assertThat(alice.post("/api/messages", "{'receiver':'bob','content':'hello'}")
                        .body())
                .isEqualTo(disabled.body());
        assertThat(alice.patch("/api/messages/" + message, "{'content':'other'}")
                        .body())
                .isEqualTo(disabled.body());
        assertThat(bob.post("/api/messages", "{'receiver':'alice','content':'hello'}")
                        .body())
                .isEqualTo(disabled.body());
        assertThat(alice.delete("/api/messages/" + message).status()).isEqualTo(204);
    }

    @Test
    void onlyWhoHasBlockedIsToldThatHeHas() {
        long room = direct(alice, "bob");
        bob.send("PUT", "/api/users/me/blocks/@alice", "");

        assertThat(bob.get("/api/conversations/" + room).json().path("blocked").asBoolean())
                .isTrue();
        assertThat(alice.get("/api/conversations/" + room).json().has("blocked"))
                .isFalse();
        assertThat(bob.get("/api/users/@alice").json().path("blocked").asBoolean())
                .isTrue();
        assertThat(alice.get("/api/users/@bob").json())
                .isEqualTo(server.user("dora").get("/api/users/@bob").json());
    }

    @Test
    void nobodyBlocksHimselfOrNobody() {
        assertThat(alice.send("PUT", "/api/users/me/blocks/@alice", "").errors())
                .containsExactly("user:oneself");
        assertThat(alice.send("PUT", "/api/users/me/blocks/@nobody", "").said()).isEqualTo("404 not_found");
        assertThat(alice.delete("/api/users/me/blocks/4711").said()).isEqualTo("404 not_found");
        assertThat(server.anybody().get("/api/users/me/blocks").status()).isEqualTo(401);
    }
}
