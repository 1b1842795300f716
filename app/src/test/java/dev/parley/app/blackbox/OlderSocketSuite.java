package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /ws/chat/{username}/}: what is sent and received, what is refused, and before that who gets in. */
abstract class OlderSocketSuite extends ServerSuite {

    OlderSocketSuite(Database database) {
        super(database);
    }

    private static ObjectNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    // --- what is said

    @Test
    void bothSidesSeeWhatIsSent() {
        Client alice = user("alice");
        Client bob = user("bob");

        try (ChatSocket hers = ChatSocket.open(alice, bob);
                ChatSocket his = ChatSocket.open(bob, alice)) {
            hers.send("{'message':'Hello'}");
            ObjectNode seen = his.next();

            assertThat(hers.next()).isEqualTo(seen);
            assertThat(seen)
                    .isEqualTo(json("{'sender':'%s','receiver':'%s','message':'Hello','id':%d}"
                            .formatted(alice.name(), bob.name(), seen.path("id").asLong())));
            assertThat(bob.get("/api/messages/" + seen.path("id").asLong()).text("content"))
                    .isEqualTo("Hello");
        }
    }

    @Test
    void bothSidesSeeWhatIsEdited() {
        Client alice = user("alice");
        Client bob = user("bob");
        long id = alice.writesTo(bob, "befor");

        try (ChatSocket hers = ChatSocket.open(alice, bob);
                ChatSocket his = ChatSocket.open(bob, alice)) {
            hers.send("{'message_id':" + id + ",'message':'before'}");
            ObjectNode seen = his.next();

            assertThat(hers.next()).isEqualTo(seen);
            assertThat(seen)
                    .isEqualTo(json("{'sender':'%s','receiver':'%s','message':'before','message_id':%d}"
                            .formatted(alice.name(), bob.name(), id)));
        }
    }

    @Test
    void bothSidesSeeWhatIsDeleted() {
        Client alice = user("alice");
        Client bob = user("bob");
        long id = alice.writesTo(bob, "regretted");

        try (ChatSocket hers = ChatSocket.open(alice, bob);
                ChatSocket his = ChatSocket.open(bob, alice)) {
            hers.send("{'delete_message_id':" + id + "}");
            ObjectNode seen = his.next();

            assertThat(hers.next()).isEqualTo(seen);
            assertThat(seen)
                    .isEqualTo(json("{'sender':'%s','receiver':'%s','deleted_message_id':%d}"
                            .formatted(alice.name(), bob.name(), id)));
            assertThat(alice.get("/api/messages/" + id).fields()).doesNotContain("content");
        }
    }

    @Test
    void whatIsDoneOverHttpIsSeenToo() {
        Client alice = user("alice");
        Client bob = user("bob");

        try (ChatSocket his = ChatSocket.open(bob, alice)) {
            long id = alice.writesTo(bob, "one");
            alice.patch("/api/messages/" + id, "{'content':'two'}");
            alice.delete("/api/messages/" + id);

            assertThat(his.next().path("message").asText()).isEqualTo("one");
            assertThat(his.next().path("message").asText()).isEqualTo("two");
            assertThat(his.next().path("deleted_message_id").asLong()).isEqualTo(id);
        }
    }

    @Test
    void everySocketOfBothSidesSeesEverythingInOneOrder() {
        Client alice = user("alice");
        Client bob = user("bob");

        try (ChatSocket desk = ChatSocket.open(alice, bob);
                ChatSocket phone = ChatSocket.open(server().again(alice), bob);
                ChatSocket his = ChatSocket.open(bob, alice)) {
            for (int i = 0; i < 20; i++) {
                desk.send("{'message':'desk " + i + "'}");
                his.send("{'message':'his " + i + "'}");
            }

            for (int i = 0; i < 40; i++) {
                String frame = desk.nextText();
                assertThat(phone.nextText()).isEqualTo(frame);
                assertThat(his.nextText()).isEqualTo(frame);
            }
        }
    }

    @Test
    void g9_nothingOfOtherConversationsIsSeen() {
        Client alice = user("alice");
        Client bob = user("bob");
        Client carol = user("carol");

        try (ChatSocket withBob = ChatSocket.open(alice, bob);
                ChatSocket withCarol = ChatSocket.open(alice, carol)) {
            carol.writesTo(alice, "from carol");
            bob.writesTo(carol, "not for alice");
            bob.writesTo(alice, "from bob");

            assertThat(withBob.next().path("message").asText()).isEqualTo("from bob");
            assertThat(withCarol.next().path("message").asText()).isEqualTo("from carol");
        }
    }

    @Test
    void notesToOneselfAreSeenOnce() {
        Client alice = user("alice");

        try (ChatSocket hers = ChatSocket.open(alice, alice)) {
            hers.send("{'message':'milk'}").send("{'message':'bread'}");

            assertThat(hers.next().path("message").asText()).isEqualTo("milk");
            assertThat(hers.next().path("message").asText()).isEqualTo("bread");
        }
    }

    // --- what is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'message':''} | invalid content:blank",
                "{'message':'  \\t\\n '} | invalid content:blank",
                "{'message':'\\u200b'} | invalid content:blank",
                "{'message':'a\\u0000b'} | invalid content:invalid_characters",
                "{'message':'\\ud800'} | invalid content:invalid_characters",
                "{'message':7} | invalid message:required",
                "{'message':null} | invalid message:required",
                "{} | invalid message:required",
                "{'type':'shutdown'} | invalid message:required",
                "{'message_id':1} | invalid message:required",
                "{'message_id':1,'message':'x'} | not_found",
                "{'message_id':'1','message':'x'} | invalid message_id:not_an_id",
                "{'delete_message_id':1} | not_found",
                "{'delete_message_id':-1} | not_found",
                "{'delete_message_id':1.5} | invalid delete_message_id:not_an_id",
                "{'delete_message_id':9223372036854775808} | invalid delete_message_id:not_an_id",
                "{'delete_message_id':null} | invalid delete_message_id:not_an_id"
            })
    void aWrongCommandIsRefusedAndTheSocketGoesOn(String command, String refusal) {
        Client alice = user("alice");
        Client bob = user("bob");
        alice.writesTo(bob, "the first");

        try (ChatSocket hers = ChatSocket.open(alice, bob)) {
            hers.send(command);

            assertThat(hers.refusal()).isEqualTo(refusal);
            assertThat(hers.send("{'message':'and on'}").next().path("message").asText())
                    .isEqualTo("and on");
        }
    }

    @Test
    void aMessageOfFourThousandAndOneCharactersIsRefused() {
        try (ChatSocket hers = ChatSocket.open(user("alice"), user("bob"))) {
            hers.send("{'message':'" + "x".repeat(4001) + "'}");
            assertThat(hers.refusal()).isEqualTo("invalid content:too_long");

            hers.send("{'message':'" + "😀".repeat(4000) + "'}");
            assertThat(hers.next().path("message").asText()).hasSize(8000);
        }
    }

    @Test
    void p06_anothersMessageIsNeitherEditedNorDeleted() {
        Client alice = user("alice");
        Client bob = user("bob");
        long id = alice.writesTo(bob, "hers");

        try (ChatSocket his = ChatSocket.open(bob, alice)) {
            his.send("{'message_id':" + id + ",'message':'his'}");
            assertThat(his.refusal()).isEqualTo("not_author");
            his.send("{'delete_message_id':" + id + "}");
            assertThat(his.refusal()).isEqualTo("not_author");
        }
        assertThat(alice.texts("")).containsExactly("hers");
    }

    @Test
    void p05_aMessageOfAnotherConversationIsNotFound() {
        Client alice = user("alice");
        Client bob = user("bob");
        Client carol = user("carol");
        long own = alice.writesTo(carol, "elsewhere");
        long foreign = bob.writesTo(carol, "none of hers");
        alice.writesTo(bob, "here");

        try (ChatSocket hers = ChatSocket.open(alice, bob)) {
            for (long id : new long[] {own, foreign}) {
                hers.send("{'message_id':" + id + ",'message':'x'}");
                assertThat(hers.refusal()).isEqualTo("not_found");
                hers.send("{'delete_message_id':" + id + "}");
                assertThat(hers.refusal()).isEqualTo("not_found");
            }
        }
        assertThat(carol.texts("")).containsExactly("none of hers", "elsewhere");
    }

    @Test
    void g11_aDeletedMessageIsNotEdited() {
        Client alice = user("alice");
        Client bob = user("bob");
        long id = alice.writesTo(bob, "gone");
        alice.delete("/api/messages/" + id);

        try (ChatSocket hers = ChatSocket.open(alice, bob)) {
            hers.send("{'message_id':" + id + ",'message':'back'}");
            assertThat(hers.refusal()).isEqualTo("already_deleted");
        }
    }

    @Test
    void nothingCanBeChangedWhereNothingWasSaid() {
        try (ChatSocket hers = ChatSocket.open(user("alice"), user("bob"))) {
            assertThat(hers.send("{'message_id':1,'message':'x'}").refusal()).isEqualTo("not_found");
            assertThat(hers.send("{'delete_message_id':1}").refusal()).isEqualTo("not_found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{\"message\":\"a\",\"message\":\"b\"}",
                "{\"message\":\"a\"} trailing",
                "{\"message\":\"a\"}{\"message\":\"b\"}",
                "{\"message\":NaN}",
                "{\"message\":\"a\",\"x\":1e}",
                "{message:\"a\"}",
                "{'message':'a'}",
                "{\"message\":\"\t\"}",
                "\uFEFF{\"message\":\"a\"}",
                "{\"message\":\"\\ud800\\x\"}",
                "<xml/>"
            })
    void w12_whatIsNotOneJsonObjectGetsOneError(String frame) {
        try (ChatSocket hers = ChatSocket.open(user("alice"), user("bob"))) {
            hers.sendRaw(frame);

            assertThat(hers.refusal()).isEqualTo("malformed_json");
            assertThat(hers.send("{'message':'here'}").next().path("message").asText())
                    .isEqualTo("here");
        }
    }

    @Test
    void w12_depthNumbersAndNamesAreBounded() {
        Client alice = user("alice");
        Client bob = user("bob");
        alice.writesTo(bob, "the first");
        try (ChatSocket hers = ChatSocket.open(alice, bob)) {
            assertThat(hers.send("{'a':" + "[".repeat(40) + "]".repeat(40) + "}")
                            .refusal())
                    .isEqualTo("malformed_json");
            assertThat(hers.send("{'a':" + "[".repeat(10_000)).refusal()).isEqualTo("malformed_json");
            assertThat(hers.send("{'delete_message_id':" + "9".repeat(10_000) + "}")
                            .refusal())
                    .isEqualTo("malformed_json");
            assertThat(hers.send("{'" + "k".repeat(10_000) + "':1}").refusal()).isEqualTo("malformed_json");
            assertThat(hers.send("{'delete_message_id':1e400}").refusal())
                    .isEqualTo("invalid delete_message_id:not_an_id");
            assertThat(hers.send("{'message':'here'}").next().path("message").asText())
                    .isEqualTo("here");
        }
    }

    // --- who gets in

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Token", "token"})
    void aSessionOrTokenInTheHeaderGetsIn(String scheme) {
        Client alice = user("alice");
        String path = "/ws/chat/" + user("bob").name() + "/";

        assertThat(ChatSocket.status(anybody().with("Authorization", scheme + " " + alice.token()), path))
                .isEqualTo(101);
        assertThat(ChatSocket.status(anybody().with("Authorization", scheme + " " + alice.newToken()), path))
                .isEqualTo(101);
    }

    @Test
    void theCookieGetsInFromOurOwnPage() {
        Client browser = server().browser(user("alice")).with("Origin", server().origin());
        String bob = user("bob").name();

        assertThat(ChatSocket.status(browser, "/ws/chat/" + bob + "/")).isEqualTo(101);
        assertThat(ChatSocket.status(browser, "/ws/chat/" + bob)).isEqualTo(101);
        assertThat(ChatSocket.status(browser, "/ws/chat/" + bob.toUpperCase(java.util.Locale.ROOT) + "/"))
                .isEqualTo(101);
    }

    @Test
    void w02_whoIsNotLoggedInIsRefusedBeforeTheUpgrade() {
        String path = "/ws/chat/" + user("bob").name() + "/";

        assertThat(ChatSocket.status(anybody(), path)).isEqualTo(401);
        assertThat(ChatSocket.status(anybody().bearer("ses_wrong"), path)).isEqualTo(401);
        assertThat(ChatSocket.status(anybody().with("Authorization", "Basic YTpi"), path))
                .isEqualTo(401);
        assertThat(ChatSocket.status(
                        anybody().with("Cookie", "parley_session=wrong").with("Origin", server().origin()), path))
                .isEqualTo(401);
        assertThat(ChatSocket.status(anybody(), "/ws/chat/nobody.of.that.name/"))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody.of.that.name", "1", "a%20b", "..", "%2e%2e", "a/b", "%00", "*", "", "@here"})
    void whoDoesNotExistIsNotFoundBeforeTheUpgrade(String username) {
        assertThat(ChatSocket.status(user("alice"), "/ws/chat/" + username + "/"))
                .isIn(400, 404);
    }

    @Test
    void aRefusedHandshakeIsAProblem() {
        String answer = Wire.ask(
                server(),
                "GET /ws/chat/nobody.of.that.name/ HTTP/1.1",
                "Authorization: Bearer " + user("alice").token(),
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");

        assertThat(answer)
                .startsWith("HTTP/1.1 404 ")
                .contains("application/problem+json", "\"code\":\"not_found\"")
                .doesNotContain("Set-Cookie");
    }

    @Test
    void withoutAHandshakeTheAddressSaysWhatItIs() {
        Reply reply = user("alice").get("/ws/chat/" + user("bob").name() + "/");

        assertThat(reply.said()).isEqualTo("426 upgrade_required");
        assertThat(reply.header("Upgrade")).hasValue("websocket");
    }
}
