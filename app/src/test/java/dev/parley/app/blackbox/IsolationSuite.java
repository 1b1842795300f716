package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who sees and changes what, beyond {@link MatrixSuite}: attacks P01–P06, P09, P12–P15, P28, W13.
 *
 * <table>
 * <caption>Rows of P that are elsewhere or wait</caption>
 * <tr><td>P25–P27</td><td>{@link PathSuite}</td></tr>
 * <tr><td>P02 (threads, quotes, pins, reactions, edit history), P03, P16, P21, P29, P30</td><td>wait for these features</td></tr>
 * <tr><td>P07, P08, P11, P18–P20, P24</td><td>wait for groups, which one can leave</td></tr>
 * <tr><td>P09 (subscribing), W13 (resuming)</td><td>wait for the socket that carries everything; over HTTP they are here</td></tr>
 * <tr><td>P17, P22, P23</td><td>wait for invitations, webhooks and bots, presence</td></tr>
 * </table>
 */
abstract class IsolationSuite extends ServerSuite {

    private static final String BASE = "/api/conversations/";

    IsolationSuite(Database database) {
        super(database);
    }

    @Test
    void p04_wordsOfOthersAreFoundNowhere() {
        Client alice = user("alice");
        Client mallory = user("mallory");
        Client bob = user("bob");
        alice.writesTo(bob, "the password is xyzzy");
        alice.writesTo(mallory, "nothing to see");

        assertThat(mallory.get("/api/messages/?search=xyzzy").body())
                .isEqualTo(mallory.get("/api/messages/?search=plugh").body());
        assertThat(mallory.get("/api/messages/?search=xyzzy&user=" + alice.name())
                        .number("count"))
                .isZero();
        assertThat(mallory.get("/api/users?query=xyzzy").json().path("results")).isEmpty();
        assertThat(mallory.get("/api/conversations").body()).doesNotContain("xyzzy");
        assertThat(bob.get("/api/messages/?search=xyzzy").number("count")).isEqualTo(1);
    }

    @Test
    void p05_aStrangersAttemptsChangeNothingAndAreNotSeen() {
        Client alice = user("alice");
        Client bob = user("bob");
        Client mallory = user("mallory");
        long id = alice.writesTo(bob, "ours");
        long conversation = alice.conversationWith(bob);

        try (ChatSocket his = ChatSocket.open(bob, alice)) {
            mallory.patch("/api/messages/" + id, "{'content':'mine'}");
            mallory.delete("/api/messages/" + id);
            mallory.post(BASE + conversation + "/messages", "{'content':'intruding'}");
            mallory.post(BASE + conversation + "/read", "{'seq':1}");
            alice.writesTo(bob, "the next");

            assertThat(his.next().path("message").asText()).isEqualTo("the next");
        }
        assertThat(bob.get(BASE + conversation).number("seq")).isEqualTo(2);
    }

    @Test
    void p12_nobodyOpensTheConversationOfTwoOthers() {
        Client alice = user("alice");
        Client bob = user("bob");
        Client mallory = user("mallory");
        alice.writesTo(bob, "ours");
        String both = "{'kind':'direct','members':[" + alice.id() + "," + bob.id() + "]}";

        assertThat(mallory.post("/api/conversations", both).saidAll()).isEqualTo("400 invalid members:one_other");
        assertThat(mallory.post("/api/conversations", both.replace("direct", "group"))
                        .status())
                .isEqualTo(400);
        assertThat(mallory.get("/api/conversations").json().path("conversations"))
                .isEmpty();
        assertThat(alice.post("/api/conversations", both).number("seq")).isEqualTo(1);
    }

    @Test
    void p13_whatOnlyTheServerSaysCannotBeSaid() {
        Client alice = user("alice");
        Client bob = user("bob");
        String claims = "'id':7,'seq':99,'version':9,'sender':'" + bob.name() + "','sender_id':" + bob.id()
                + ",'author_id':" + bob.id()
                + ",'conversation':1,'timestamp':'2001-01-01T00:00:00.000Z','kind':'notice'"
                + ",'deleted':true,'edited_at':'2001-01-01T00:00:00.000Z','role':'admin','admin':true,'is_admin':true";

        Reply message = alice.post("/api/messages", "{'receiver':" + bob.id() + ",'content':'mine'," + claims + "}");
        Reply edited = alice.patch("/api/messages/" + message.id(), "{'content':'still mine'," + claims + "}");
        Reply profile = alice.patch("/api/users/me", "{'display_name':'Alice','username':'root'," + claims + "}");
        Reply registered = anybody()
                .post(
                        "/api/auth/register",
                        "{'username':'" + server().freeName("eve") + "','password':'three small words'," + claims
                                + "}");

        assertThat(message.number("seq")).isEqualTo(1);
        assertThat(message.number("sender_id")).isEqualTo(alice.id());
        assertThat(message.text("timestamp")).doesNotStartWith("2001");
        assertThat(message.fields()).doesNotContain("deleted", "kind", "edited_at");
        assertThat(edited.number("version")).isEqualTo(2);
        assertThat(edited.text("sender")).isEqualTo(alice.name());
        assertThat(profile.text("username")).isEqualTo(alice.name());
        assertThat(profile.fields()).doesNotContain("admin");
        assertThat(registered.json().at("/user/admin").isMissingNode()).isTrue();
        assertThat(registered.json().at("/user/id").asLong()).isNotEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1.0",
                "1e3",
                "9007199254740992",
                "9223372036854775807",
                "9223372036854775808",
                "null",
                "undefined",
                "1%20OR%201=1",
                "1;drop",
                "{}",
                "%5B%22a%22%5D",
                "*",
                "me"
            })
    void p14_whatIsNoIdOfAConversationIsNotFound(String id) {
        Client alice = user("alice");
        String path = BASE + id.replace("{}", "%7B%7D");

        assertThat(alice.get(path).said()).isEqualTo("404 not_found");
        assertThat(alice.get(path + "/messages").said()).isEqualTo("404 not_found");
        assertThat(alice.get(path + "/changes?after=0").said()).isEqualTo("404 not_found");
        assertThat(alice.post(path + "/messages", "{'content':'x'}").said()).isEqualTo("404 not_found");
        assertThat(alice.post(path + "/read", "{'seq':1}").said()).isEqualTo("404 not_found");
    }

    @Test
    void p14_anIdOfAnotherKindIsNotFound() {
        Client alice = user("alice");
        Client bob = user("bob");
        long conversation = alice.conversationWith(bob);
        long message = alice.writesTo(bob, "x");

        assertThat(alice.get("/api/messages/" + conversation).said()).isEqualTo("404 not_found");
        assertThat(alice.get("/api/messages/" + alice.id()).said()).isEqualTo("404 not_found");
        assertThat(alice.get(BASE + message).said()).isEqualTo("404 not_found");
        assertThat(alice.get(BASE + bob.id()).said()).isEqualTo("404 not_found");
        assertThat(alice.get("/api/users/" + message).said()).isEqualTo("404 not_found");
        assertThat(alice.delete("/api/tokens/" + message).said()).isEqualTo("404 not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'direct','members':[[1]]}",
                "{'kind':'direct','members':{'$ne':null}}",
                "{'kind':'direct','members':'@alice'}",
                "{'kind':'direct','members':[1.5]}",
                "{'kind':'direct','members':[true]}",
                "{'kind':'direct','members':['alice']}",
                "{'kind':'direct','members':[]}",
                "{'kind':['direct'],'members':[1]}",
                "{'kind':'everybody','members':[1]}"
            })
    void p14_membersOfAnotherShapeAreRefused(String body) {
        assertThat(user("alice").post("/api/conversations", body).said()).isEqualTo("400 invalid");
    }

    @Test
    void p15_whatIsSaidTwiceIsRefused() {
        Client alice = user("alice");
        Client bob = user("bob");
        alice.writesTo(bob, "x");
        String messages = BASE + alice.conversationWith(bob) + "/messages";

        assertThat(alice.get(messages + "?before=2&before=1").said()).isEqualTo("400 invalid");
        assertThat(alice.get(messages + "?before=2&after=1").said()).isEqualTo("400 invalid");
        assertThat(alice.get(messages + "?limit=1&limit=100").said()).isEqualTo("400 invalid");
        assertThat(alice.post(messages, "{'content':'a','content':'b'}").said()).isEqualTo("400 malformed_json");
        assertThat(alice.with("Idempotency-Key", "one")
                        .post(messages, "{'content':'a','client_id':'two'}")
                        .saidAll())
                .isEqualTo("400 invalid client_id:differs");
    }

    @Test
    void p15_theConversationOfThePathCounts() {
        Client alice = user("alice");
        Client bob = user("bob");
        Client carol = user("carol");
        long withBob = alice.conversationWith(bob);
        long withCarol = alice.conversationWith(carol);

        Reply reply = alice.post(
                BASE + withBob + "/messages?conversation=" + withCarol,
                "{'content':'to bob','conversation':" + withCarol + ",'receiver':'" + carol.name() + "'}");

        assertThat(reply.number("conversation")).isEqualTo(withBob);
        assertThat(carol.get("/api/messages").number("count")).isZero();
    }

    @Test
    void p28_g11_noWayLeadsToADeletedOrFormerText() {
        Client alice = user("alice");
        Client bob = user("bob");
        String path = BASE + alice.conversationWith(bob);
        long gone = alice.writesTo(bob, "burn after reading");
        long changed = alice.writesTo(bob, "burn this as well");
        alice.delete("/api/messages/" + gone);
        alice.patch("/api/messages/" + changed, "{'content':'harmless'}");

        for (Client reader : List.of(alice, bob)) {
            assertThat(List.of(
                            reader.get("/api/messages/" + gone),
                            reader.get("/api/messages/" + changed),
                            reader.get("/api/messages/?search=burn"),
                            reader.get("/api/messages/"),
                            reader.get("/api/conversations"),
                            reader.get(path),
                            reader.get(path + "/messages"),
                            reader.get(path + "/messages?around=1"),
                            reader.get(path + "/changes?after=0"),
                            reader.get(path + "/search?q=burn")))
                    .allSatisfy(reply -> {
                        assertThat(reply.status()).isEqualTo(200);
                        assertThat(reply.body()).doesNotContain("burn");
                    });
        }
        assertThat(server().place().column("parley_message where id = " + gone, "content"))
                .doesNotContain("burn");
    }

    @Test
    void w13_aPositionThatCannotBeIsRefusedOrReset() {
        Client alice = user("alice");
        Client bob = user("bob");
        alice.writesTo(bob, "one");
        String changes = BASE + alice.conversationWith(bob) + "/changes?after=";

        assertThat(alice.get(changes + "0").each("changes", "seq")).containsExactly("1");
        assertThat(alice.get(changes + "1").json().path("changes")).isEmpty();
        assertThat(alice.get(changes + "2").json().path("reset").asBoolean()).isTrue();
        for (String wrong : List.of("-1", "9223372036854775808", "abc", "", "1.5", "0x1")) {
            assertThat(alice.get(changes + wrong).said()).as(wrong).isEqualTo("400 invalid");
        }
    }

    @Test
    void h04_aCursorThatWasNotGivenLeadsNowhereElse() {
        Client alice = user("alice");
        Client bob = user("bob");
        alice.writesTo(bob, "hers");
        user("carol").writesTo(user("dave"), "not hers");

        for (String cursor : List.of("0", "-1", "1", "abc", "%00", "' or 1=1", "9".repeat(30), "{}", "zzz")) {
            String query = "?cursor=" + cursor.replace(" ", "%20").replace("{}", "%7B%7D");
            Reply conversations = alice.get("/api/conversations" + query);
            Reply users = alice.get("/api/users" + query);

            assertThat(conversations.status()).as(cursor).isIn(200, 400);
            assertThat(conversations.body()).doesNotContain("not hers");
            assertThat(users.status()).as(cursor).isIn(200, 400);
        }
        for (String limit : List.of("0", "-1", "101", "1000000000", "abc", "1.5")) {
            assertThat(alice.get("/api/conversations?limit=" + limit).said()).isEqualTo("400 invalid");
            assertThat(alice.get("/api/users?limit=" + limit).said()).isEqualTo("400 invalid");
        }
    }
}
