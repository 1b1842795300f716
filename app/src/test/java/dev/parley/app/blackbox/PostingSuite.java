package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Posting, reading, editing and deleting a message by the API that existing clients know. */
abstract class PostingSuite extends ServerSuite {

    PostingSuite(Database database) {
        super(database);
    }

    private static Reply post(Client from, Client to, String content) {
        return from.post("/api/messages/", "{'receiver':'" + to.name() + "','content':'" + content + "'}");
    }

    // --- posting

    @Test
    void aMessageIsAnsweredAsItWasStored() {
        Client alice = user("alice");
        Client bob = user("bob");

        Reply reply = alice.post(
                "/api/messages/", "{'receiver':'" + bob.name() + "','content':'Hello','client_id':'first:1'}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.fields())
                .containsExactlyInAnyOrder(
                        "id",
                        "conversation",
                        "seq",
                        "version",
                        "sender",
                        "sender_id",
                        "receiver",
                        "content",
                        "timestamp",
                        "client_id");
        assertThat(reply.text("sender")).isEqualTo(alice.name());
        assertThat(reply.number("sender_id")).isEqualTo(alice.id());
        assertThat(reply.text("receiver")).isEqualTo(bob.name());
        assertThat(reply.text("content")).isEqualTo("Hello");
        assertThat(reply.text("client_id")).isEqualTo("first:1");
        assertThat(reply.number("seq")).isEqualTo(1);
        assertThat(reply.number("version")).isEqualTo(1);
        assertThat(reply.text("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(bob.get("/api/messages/" + reply.id() + "/").body()).isEqualTo(reply.body());
    }

    @Test
    void theFirstMessageOpensTheConversationAndTheNextStayInIt() {
        Client alice = user("alice");
        Client bob = user("bob");

        Reply first = post(alice, bob, "one");
        Reply second = post(bob, alice, "two");

        assertThat(second.number("conversation")).isEqualTo(first.number("conversation"));
        assertThat(second.number("seq")).isEqualTo(2);
    }

    @Test
    void aReceiverIsAUsernameOrAnIdAndANumberInQuotesIsAUsername() {
        Client alice = user("alice");
        Client bob = user("bob");
        Client numbered = server().named(Long.toString(bob.id()));

        Reply byId = alice.post("/api/messages/", "{'receiver':" + bob.id() + ",'content':'x'}");
        Reply byDigits = alice.post("/api/messages/", "{'receiver':'" + bob.id() + "','content':'x'}");
        Reply byName = alice.post(
                "/api/messages/", "{'receiver':'" + bob.name().toUpperCase(java.util.Locale.ROOT) + "','content':'x'}");

        assertThat(byId.text("receiver")).isEqualTo(bob.name());
        assertThat(byDigits.text("receiver")).isEqualTo(numbered.name());
        assertThat(byName.text("receiver")).isEqualTo(bob.name());
    }

    @Test
    void onesNotesToOneselfAreAConversationToo() {
        Client alice = user("alice");

        Reply note = post(alice, alice, "buy milk");

        assertThat(note.status()).isEqualTo(201);
        assertThat(note.text("receiver")).isEqualTo(alice.name());
        assertThat(alice.texts("")).containsExactly("buy milk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'nobody.of.that.name'",
                "'42'",
                "42",
                "0",
                "-1",
                "9007199254740993",
                "9223372036854775808",
                "'me'",
                "''",
                "'a b'",
                "'1 OR 1=1'",
                "'@'",
                "'\\u0000'",
                "'%'"
            })
    void p14_aReceiverWhoDoesNotExistIsNotFound(String receiver) {
        Reply reply = user("alice").post("/api/messages/", "{'receiver':" + receiver + ",'content':'x'}");

        assertThat(reply.said()).isEqualTo("404 not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1.5", "1e3", "[]", "['a','b']", "{}", "{'$ne':null}"})
    void p14_aReceiverOfAnotherTypeIsRefused(String receiver) {
        Reply reply = user("alice").post("/api/messages/", "{'receiver':" + receiver + ",'content':'x'}");

        assertThat(reply.saidAll()).isEqualTo("400 invalid receiver:wrong_type");
    }

    @Test
    void allThatIsMissingIsSaidAtOnce() {
        Client alice = user("alice");

        assertThat(alice.post("/api/messages/", "{}").saidAll())
                .isEqualTo("400 invalid receiver:required content:required");
        assertThat(alice.post("/api/messages/", "{'receiver':null,'content':7}").saidAll())
                .isEqualTo("400 invalid receiver:required content:wrong_type");
    }

    @Test
    void g3_oneClientIdStoresOneMessage() {
        Client alice = user("alice");
        Client bob = user("bob");
        String body = "{'receiver':" + bob.id() + ",'content':'once','client_id':'k1'}";

        Reply first = alice.post("/api/messages/", body);
        Reply repeat = alice.post("/api/messages/", body);
        Reply other = alice.post("/api/messages/", body.replace("once", "twice"));
        Reply byHeader = alice.with("Idempotency-Key", "k1")
                .post("/api/messages/", "{'receiver':" + bob.id() + ",'content':'once'}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(byHeader.body()).isEqualTo(first.body());
        assertThat(other.said()).isEqualTo("409 client_id_reused");
        assertThat(bob.texts("")).containsExactly("once");
    }

    @Test
    void g3_clientIdsThatDifferInCaseAreTwo() {
        Client alice = user("alice");
        Client bob = user("bob");
        String body = "{'receiver':" + bob.id() + ",'content':'Yes'}";

        alice.with("Idempotency-Key", "key-a").post("/api/messages/", body);
        alice.with("Idempotency-Key", "KEY-A").post("/api/messages/", body);
        alice.with("Idempotency-Key", "Key-a").post("/api/messages/", body);

        assertThat(bob.texts("")).containsExactly("Yes", "Yes", "Yes");
    }

    // --- reading

    @Test
    void g9_aMessageIsReadByBothAndByNobodyElse() {
        Client alice = user("alice");
        Client bob = user("bob");
        long id = alice.writesTo(bob, "for bob");

        assertThat(alice.get("/api/messages/" + id).status()).isEqualTo(200);
        assertThat(bob.get("/api/messages/" + id).status()).isEqualTo(200);
        assertThat(user("mallory").get("/api/messages/" + id).said()).isEqualTo("404 not_found");
        assertThat(anybody().get("/api/messages/" + id).said()).isEqualTo("401 unauthenticated");
    }

    // --- editing

    @ParameterizedTest
    @CsvSource({"POST, /update_message/", "POST, /update_message", "PATCH, ''", "PATCH, /"})
    void theAuthorGivesAMessageOtherWords(String method, String path) {
        Client alice = user("alice");
        Client bob = user("bob");
        long id = alice.writesTo(bob, "befor");

        Reply edited = alice.send(method, "/api/messages/" + id + path, "{'content':'before'}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.text("content")).isEqualTo("before");
        assertThat(edited.number("version")).isEqualTo(2);
        assertThat(edited.text("edited_at")).isNotEmpty();
        assertThat(bob.get("/api/messages/" + id).body()).isEqualTo(edited.body());
    }

    @ParameterizedTest
    @CsvSource({"POST, /update_message/", "PATCH, ''"})
    void p06_nobodyElseEditsIt(String method, String path) {
        Client alice = user("alice");
        Client bob = user("bob");
        long id = alice.writesTo(bob, "hers");

        assertThat(bob.send(method, "/api/messages/" + id + path, "{'content':'his'}")
                        .said())
                .isEqualTo("403 not_author");
        assertThat(user("mallory")
                        .send(method, "/api/messages/" + id + path, "{'content':'his'}")
                        .said())
                .isEqualTo("404 not_found");
        assertThat(bob.get("/api/messages/" + id).text("content")).isEqualTo("hers");
        assertThat(bob.get("/api/messages/" + id).number("version")).isEqualTo(1);
    }

    @Test
    void editingHasTheSameRulesAsPosting() {
        Client alice = user("alice");
        String update = "/api/messages/" + alice.writesTo(user("bob"), "a") + "/update_message/";

        assertThat(alice.post(update, "{}").saidAll()).isEqualTo("400 invalid content:required");
        assertThat(alice.post(update, "{'content':null}").saidAll()).isEqualTo("400 invalid content:required");
        assertThat(alice.post(update, "{'content':' '}").saidAll()).isEqualTo("400 invalid content:blank");
        assertThat(alice.post(update, "{'content':'" + "x".repeat(4001) + "'}").saidAll())
                .isEqualTo("400 invalid content:too_long");
        assertThat(alice.post(update, "{'content':'\\u0000'}").saidAll())
                .isEqualTo("400 invalid content:invalid_characters");
        assertThat(alice.post(update, "{'content'").said()).isEqualTo("400 malformed_json");
    }

    // --- deleting

    @ParameterizedTest
    @ValueSource(strings = {"/delete_message/", "/delete_message", "", "/"})
    void g11_aDeletedMessageLeavesATombstoneWithoutItsText(String path) {
        Client alice = user("alice");
        Client bob = user("bob");
        long id = alice.writesTo(bob, "regretted");

        Reply deleted = alice.delete("/api/messages/" + id + path);
        Reply tombstone = bob.get("/api/messages/" + id);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(tombstone.status()).isEqualTo(200);
        assertThat(tombstone.json().path("deleted").asBoolean()).isTrue();
        assertThat(tombstone.fields()).doesNotContain("content");
        assertThat(bob.get("/api/messages/").number("count")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/delete_message/", ""})
    void p06_nobodyElseDeletesIt(String path) {
        Client alice = user("alice");
        Client bob = user("bob");
        long id = alice.writesTo(bob, "hers");

        assertThat(bob.delete("/api/messages/" + id + path).said()).isEqualTo("403 not_author");
        assertThat(user("mallory").delete("/api/messages/" + id + path).said()).isEqualTo("404 not_found");
        assertThat(anybody().delete("/api/messages/" + id + path).said()).isEqualTo("401 unauthenticated");
        assertThat(bob.texts("")).containsExactly("hers");
    }

    @Test
    void g11_deletingIsFinal() {
        Client alice = user("alice");
        long id = alice.writesTo(user("bob"), "gone");
        alice.delete("/api/messages/" + id);

        assertThat(alice.delete("/api/messages/" + id).status()).isEqualTo(204);
        assertThat(alice.patch("/api/messages/" + id, "{'content':'back'}").said())
                .isEqualTo("409 already_deleted");
        assertThat(alice.get("/api/messages/" + id).number("version")).isEqualTo(2);
    }

    // --- ways to ask

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1",
                "007",
                "1.5",
                "1e3",
                "abc",
                "9007199254740992",
                "9223372036854775808",
                "1%20",
                "+1"
            })
    void p14_whatIsNoIdOfAMessageIsNotFound(String id) {
        Client alice = user("alice");
        String notFound = alice.get("/api/messages/1").body();

        assertThat(alice.get("/api/messages/" + id).body()).isEqualTo(notFound);
        assertThat(alice.patch("/api/messages/" + id, "{'content':'x'}").body()).isEqualTo(notFound);
        assertThat(alice.delete("/api/messages/" + id + "/delete_message/").body())
                .isEqualTo(notFound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Token", "token", "TOKEN", "Bearer", "bearer"})
    void bothSpellingsOfTheHeaderWorkForSessionsAndTokens(String scheme) {
        Client alice = user("alice");
        Client program = anybody().with("Authorization", scheme + " " + alice.newToken());
        Client session = anybody().with("Authorization", scheme + " " + alice.token());

        assertThat(program.get("/api/messages/").status()).isEqualTo(200);
        assertThat(session.get("/api/messages/").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/messages",
        "POST, /api/messages",
        "GET, /api/messages/1",
        "PATCH, /api/messages/1",
        "POST, /api/messages/1/update_message",
        "DELETE, /api/messages/1",
        "DELETE, /api/messages/1/delete_message"
    })
    void whoIsNotLoggedInGetsNothingWithAndWithoutTheSlash(String method, String path) {
        for (String slash : new String[] {"", "/"}) {
            Reply reply = anybody().send(method, path + slash, "{'content':'x'}");

            assertThat(reply.said()).as(path + slash).isEqualTo("401 unauthenticated");
            assertThat(reply.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
        }
    }
}
