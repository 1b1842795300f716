package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API that existing clients know. */
class MessageRoutesTest {

    private final TestServer server = TestServer.start();
    private final Visitor alice = server.user("alice");
    private final Visitor bob = server.user("bob");

    @AfterEach
    void stop() {
        server.close();
    }

    private static String to(String receiver, String content) {
        return "{'receiver':'" + receiver + "','content':'" + content + "'}";
    }

    private static List<String> contents(Reply reply) {
        return reply.json().path("results").findValuesAsText("content");
    }

    @Test
    void aPostedMessageIsSeenByBoth() {
        Reply posted = alice.post("/api/messages/", to("bob", "Hello, Bob"));

        assertThat(posted.status()).isEqualTo(201);
        assertThat(posted.text("sender")).isEqualTo("alice");
        assertThat(posted.text("receiver")).isEqualTo("bob");
        assertThat(posted.text("content")).isEqualTo("Hello, Bob");
        assertThat(posted.number("seq")).isEqualTo(1);
        Reply seen = bob.get("/api/messages/" + posted.number("id") + "/");
        assertThat(seen.json()).isEqualTo(posted.json());
    }

    @Test
    void theReceiverIsAUsernameOrAnId() {
        long id = bob.get("/api/users/me").number("id");

        assertThat(alice.post("/api/messages", "{'receiver':" + id + ",'content':'by id'}")
                        .text("receiver"))
                .isEqualTo("bob");
        assertThat(alice.post("/api/messages", to("BOB", "any case")).text("receiver"))
                .isEqualTo("bob");
        assertThat(alice.post("/api/messages", to("alice", "a note")).text("receiver"))
                .isEqualTo("alice");
    }

    @Test
    void aReceiverWhoDoesNotExistIsNotFound() {
        assertThat(alice.post("/api/messages", to("nobody2", "x")).said()).isEqualTo("404 not_found");
        assertThat(alice.post("/api/messages", "{'receiver':4711,'content':'x'}")
                        .said())
                .isEqualTo("404 not_found");
        assertThat(alice.post("/api/messages", "{'receiver':-1,'content':'x'}").said())
                .isEqualTo("404 not_found");
        assertThat(alice.post("/api/messages", "{'content':'x'}").errors()).containsExactly("receiver:required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\\n\\t ", "\\u200b", "\\u2800"})
    void c04_blankContentIsRefused(String content) {
        assertThat(alice.post("/api/messages", to("bob", content)).errors()).containsExactly("content:blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\ud800", "\\udc00\\ud800", "\\ufffe", "\\u0085"})
    void c06_whatCannotBeStoredIsRefused(String content) {
        assertThat(alice.post("/api/messages", to("bob", content)).errors())
                .containsExactly("content:invalid_characters");
    }

    @Test
    void theLongestMessageHasFourThousandCharacters() {
        assertThat(alice.post("/api/messages", to("bob", "😀".repeat(4000))).status())
                .isEqualTo(201);
        assertThat(alice.post("/api/messages", to("bob", "x".repeat(4001))).errors())
                .containsExactly("content:too_long");
    }

    @Test
    void theSameClientIdStoresOneMessage() {
        String once = "{'receiver':'bob','content':'once','client_id':'k-1'}";
        Reply first = alice.post("/api/messages", once);

        Reply again = alice.post("/api/messages", once);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.number("id")).isEqualTo(first.number("id"));
        assertThat(alice.post("/api/messages", once.replace("once", "other")).said())
                .isEqualTo("409 client_id_reused");
    }

    @Test
    void h11_theIdempotencyKeyIsAClientId() {
        Visitor keyed = alice.with("Idempotency-Key", "k-2");

        Reply first = keyed.post("/api/messages", to("bob", "once"));

        assertThat(first.text("client_id")).isEqualTo("k-2");
        assertThat(keyed.post("/api/messages", to("bob", "once")).status()).isEqualTo(200);
        assertThat(keyed.post("/api/messages", "{'receiver':'bob','content':'x','client_id':'k-3'}")
                        .errors())
                .containsExactly("client_id:differs");
        assertThat(alice.with("Idempotency-Key", "k".repeat(65))
                        .post("/api/messages", to("bob", "x"))
                        .errors())
                .containsExactly("client_id:client_id_shape");
        assertThat(alice.with("Idempotency-Key", "")
                        .post("/api/messages", to("bob", "x"))
                        .errors())
                .containsExactly("client_id:client_id_shape");
    }

    @Test
    void onesOwnMessageCanBeEditedInBothSpellings() {
        String message =
                "/api/messages/" + alice.post("/api/messages", to("bob", "one")).number("id");

        Reply edited = alice.post(message + "/update_message/", "{'content':'two'}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.text("content")).isEqualTo("two");
        assertThat(edited.json().has("edited_at")).isTrue();
        assertThat(alice.patch(message, "{'content':'three'}").number("version"))
                .isEqualTo(3);
        assertThat(bob.get(message).text("content")).isEqualTo("three");
    }

    @Test
    void p06_anothersMessageCanNeitherBeEditedNorDeleted() {
        String message =
                "/api/messages/" + alice.post("/api/messages", to("bob", "one")).number("id");

        assertThat(bob.post(message + "/update_message/", "{'content':'x'}").said())
                .isEqualTo("403 not_author");
        assertThat(bob.patch(message, "{'content':'x'}").said()).isEqualTo("403 not_author");
        assertThat(bob.delete(message + "/delete_message/").said()).isEqualTo("403 not_author");
        assertThat(bob.delete(message).said()).isEqualTo("403 not_author");
        assertThat(alice.get(message).text("content")).isEqualTo("one");
    }

    @Test
    void p02_whoIsNotInItFindsNothing() {
        Visitor mallory = server.user("mallory");
        String message = "/api/messages/"
                + alice.post("/api/messages", to("bob", "secret words")).number("id");
        Reply never = mallory.get("/api/messages/999999");

        for (Reply reply : List.of(
                mallory.get(message),
                mallory.patch(message, "{'content':'x'}"),
                mallory.delete(message),
                mallory.post(message + "/update_message/", "{'content':'x'}"),
                mallory.delete(message + "/delete_message/"))) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).isEqualTo(never.body());
        }
        assertThat(mallory.get("/api/messages/").number("count")).isZero();
        assertThat(mallory.get("/api/messages/?search=secret").number("count")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1.5",
                "9223372036854775808",
                "9007199254740992",
                "1%20OR%201=1",
                "x",
                "01",
                "+1",
                "1;a=b"
            })
    void p14_whatIsNoIdIsNotFound(String id) {
        assertThat(alice.get("/api/messages/" + id).said()).isEqualTo("404 not_found");
        assertThat(alice.delete("/api/messages/" + id).said()).isEqualTo("404 not_found");
    }

    @Test
    void p28_aDeletedMessageIsATombstoneWithoutItsText() {
        Reply posted = alice.post("/api/messages", to("bob", "regrettable"));
        String message = "/api/messages/" + posted.number("id");

        assertThat(alice.delete(message + "/delete_message/").status()).isEqualTo(204);

        JsonNode tombstone = bob.get(message).json();
        assertThat(tombstone.path("deleted").asBoolean()).isTrue();
        assertThat(tombstone.has("content")).isFalse();
        assertThat(alice.delete(message).status()).isEqualTo(204);
        assertThat(alice.patch(message, "{'content':'x'}").said()).isEqualTo("409 already_deleted");
        assertThat(bob.get("/api/messages/").number("count")).isZero();
        assertThat(bob.get("/api/messages/?search=regret").number("count")).isZero();
    }

    @Test
    void theListIsNewestFirstInNumberedPages() {
        for (int i = 1; i <= 12; i++) {
            alice.post("/api/messages", to("bob", "message " + i));
        }

        Reply first = bob.get("/api/messages/");
        Reply second = bob.get(first.text("next"));

        assertThat(first.number("count")).isEqualTo(12);
        assertThat(contents(first)).hasSize(10).startsWith("message 12", "message 11");
        assertThat(first.json().path("previous").isNull()).isTrue();
        assertThat(contents(second)).containsExactly("message 2", "message 1");
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(second.text("previous")).isEqualTo("/api/messages/?page=1");
        assertThat(bob.get("/api/messages/?page=3").said()).isEqualTo("404 not_found");
        assertThat(contents(bob.get("/api/messages/?page_size=1000"))).hasSize(12);
        assertThat(contents(bob.get("/api/messages/?page_size=99999999999999"))).hasSize(12);
    }

    @Test
    void anEmptyListIsAPage() {
        Reply empty = alice.get("/api/messages/");

        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.number("count")).isZero();
        assertThat(alice.get("/api/messages/?page=2").said()).isEqualTo("404 not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=-1",
                "page=x",
                "page=1.5",
                "page_size=0",
                "page_size=-5",
                "page_size=abc",
                "page=1&page=2",
                "user=a&user=b",
                "search=%00%00",
                "search=x"
            })
    void h04_wrongParametersAreRefused(String query) {
        assertThat(alice.get("/api/messages/?" + query).status()).isEqualTo(400);
    }

    @Test
    void theListKeepsTheConversationWithSomebodyAndWhatContainsAWord() {
        server.user("carol");
        alice.post("/api/messages", to("bob", "apples for Bob"));
        alice.post("/api/messages", to("carol", "apples for Carol"));
        alice.post("/api/messages", to("carol", "pears 100% & more"));

        assertThat(contents(alice.get("/api/messages/?user=carol&search=APPLE")))
                .containsExactly("apples for Carol");
        assertThat(contents(alice.get("/api/messages/?user=bob"))).containsExactly("apples for Bob");
        assertThat(contents(alice.get("/api/messages/?user=nobody2"))).isEmpty();
        assertThat(contents(alice.get(
                        "/api/messages/?user=" + alice.get("/api/users/@bob").number("id"))))
                .containsExactly("apples for Bob");
        assertThat(contents(alice.get("/api/messages/?search=0%25+%26"))).containsExactly("pears 100% & more");
        assertThat(alice.get("/api/messages/?search=apple&page_size=1").text("next"))
                .isEqualTo("/api/messages/?search=apple&page_size=1&page=2");
    }

    @Test
    void whoIsNotLoggedInGetsNothing() {
        for (String path : List.of("/api/messages/", "/api/messages/1/", "/api/messages/x")) {
            assertThat(server.anybody().get(path).said()).isEqualTo("401 unauthenticated");
        }
        assertThat(server.anybody().post("/api/messages/", "{").said()).isEqualTo("401 unauthenticated");
    }
}
