package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.Json;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever tries what breaks: attacks H01, H02 and H14, on each route that takes what they send. */
abstract class ProbingSuite extends ServerSuite {

    static final List<String> WITH_A_BODY = List.of(
            "POST /api/session",
            "POST /api/auth/login/",
            "POST /api/auth/register/",
            "POST /api/users",
            "POST /api/tokens",
            "PATCH /api/users/me",
            "POST /api/users/me/password",
            "POST /api/messages/",
            "POST /api/messages/1/update_message/",
            "PATCH /api/messages/1",
            "POST /api/conversations",
            "POST /api/conversations/1/messages",
            "POST /api/conversations/1/read");

    private static final List<String> METACHARACTERS = List.of(
            "'", "\"", ";--", "/* x", "\\\\", "%%", "__", "1);DROP TABLE parley_message", "' or '1'='1", "pg_sleep(5)");

    ProbingSuite(Database database) {
        super(database);
    }

    @ParameterizedTest
    @FieldSource("WITH_A_BODY")
    void h01_h14_whatIsNoSmallJsonObjectIsRefusedEverywhere(String route) {
        String[] parts = route.split(" ");
        Client alice = user("alice");

        for (String body : List.of(
                "",
                "[]",
                "{'a':1",
                "{'a':1,'a':2}",
                "{} {}",
                "{'a':NaN}",
                "{'a':" + "[".repeat(100_000),
                "{'a':" + "1".repeat(100) + "}",
                "{'" + "k".repeat(100_000) + "':1}")) {
            assertThat(alice.send(parts[0], parts[1], body).said())
                    .as(route + " " + body.substring(0, Math.min(20, body.length())))
                    .isIn("400 malformed_json", "404 not_found");
        }
    }

    @ParameterizedTest
    @FieldSource("WITH_A_BODY")
    void h01_asManyFieldsAsABodyHoldsDoNoHarm(String route) {
        String[] parts = route.split(" ");
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; i < 20_000; i++) {
            body.append(i == 0 ? "" : ",").append("'f").append(i).append("':1");
        }

        assertThat(user("alice").send(parts[0], parts[1], body + "}").status()).isBetween(200, 499);
    }

    @Test
    void h02_metacharactersAreLetters() {
        Client alice = user("alice");
        Client bob = user("bob");
        for (String text : METACHARACTERS) {
            assertThat(posted(alice, bob, text).status()).as(text).isEqualTo(201);
        }
        long conversation = alice.conversationWith(bob);

        for (String text : METACHARACTERS) {
            if (text.length() > 1) {
                assertThat(found(alice.get("/api/messages/?search=" + encoded(text))))
                        .as(text)
                        .contains(text)
                        .allMatch(hit -> hit.contains(text));
                assertThat(found(alice.get("/api/conversations/" + conversation + "/search?q=" + encoded(text))))
                        .as(text)
                        .contains(text)
                        .allMatch(hit -> hit.contains(text));
            }
        }
        assertThat(alice.texts("?page_size=100")).hasSameSizeAs(METACHARACTERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/users?query=",
                "/api/users?limit=",
                "/api/messages/?user=",
                "/api/messages/?page=",
                "/api/messages/?page_size=",
                "/api/conversations?cursor=",
                "/api/conversations?limit="
            })
    void h02_metacharactersInAParameterAreRefusedOrFindNothing(String parameter) {
        Client alice = user("alice");

        Stream.of("' or '1'='1", "1);select pg_sleep(5)", "\\", "%", "_", "\";--")
                .forEach(text -> {
                    Reply reply = alice.get(parameter + encoded(text));
                    assertThat(reply.status()).as(parameter + text).isIn(200, 400, 404);
                    if (reply.status() == 200) {
                        assertThat(reply.json().path("results").size())
                                .as(parameter + text)
                                .isZero();
                    }
                });
    }

    private static Reply posted(Client from, Client to, String text) {
        String json = Json.text(Json.object().put("receiver", to.id()).put("content", text));
        return from.with("Content-Type", "application/json")
                .send("POST", "/api/messages/", BodyPublishers.ofString(json));
    }

    private static List<String> found(Reply reply) {
        return reply.each("results", "content");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
