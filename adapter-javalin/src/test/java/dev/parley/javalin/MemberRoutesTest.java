package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups, channels and who belongs to them, over HTTP. */
class MemberRoutesTest {

    private final TestServer server = TestServer.start();
    private final Visitor alice = server.user("alice");
    private final Visitor bob = server.user("bob");

    @AfterEach
    void stop() {
        server.close();
    }

    private String create(String body) {
        return "/api/conversations/" + alice.post("/api/conversations", body).number("id");
    }

    private String group() {
        return create("{'kind':'group','title':'Friends','members':['@bob']}");
    }

    private String channel() {
        return create("{'kind':'channel','title':'General','topic':'Everything'}");
    }

    @Test
    void aGroupIsOpenedWithItsMembers() {
        Reply created = alice.post("/api/conversations", "{'kind':'group','title':'Friends','members':['@bob']}");
        Reply seen = bob.get("/api/conversations/" + created.number("id"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("role").asText()).isEqualTo("owner");
        assertThat(created.json().path("title").asText()).isEqualTo("Friends");
        assertThat(created.json().path("members").asInt()).isEqualTo(2);
        assertThat(created.json().has("people")).isFalse();
        assertThat(seen.json().path("role").asText()).isEqualTo("member");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'group'}",
                "{'kind':'group','title':''}",
                "{'kind':'group','title':'  '}",
                "{'kind':'group','title':'two\\nlines'}",
                "{'kind':'group','title':'turned \\u202e round'}",
                "{'kind':'group','title':5}",
                "{'kind':'channel','title':'\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa'}",
                "{'kind':'group','title':'x','members':'@bob'}",
                "{'kind':'group','title':'x','members':['bob']}",
                "{'kind':'group','title':'x','topic':['y']}",
                "{'kind':'group','title':'x','topic':'two\\nlines'}",
                "{'kind':'room','title':'x','members':[]}"
            })
    void p14_whatIsNoGroupIsRefused(String body) {
        assertThat(alice.post("/api/conversations", body).said()).isEqualTo("400 invalid");
    }

    @Test
    void aTitleAndATopicHaveTheirBounds() {
        String longest = "{'kind':'group','title':'" + "t".repeat(100) + "','topic':'" + "p".repeat(500) + "'}";

        assertThat(alice.post("/api/conversations", longest).status()).isEqualTo(201);
        assertThat(alice.post("/api/conversations", longest.replace("'tt", "'ttt"))
                        .said())
                .isEqualTo("400 invalid");
        assertThat(alice.post("/api/conversations", longest.replace("'pp", "'ppp"))
                        .said())
                .isEqualTo("400 invalid");
    }

    @Test
    void anotherTitleAndTopicShowInTheTimeline() {
        String group = group();

        Reply updated = alice.patch(group, "{'title':'Neighbours','topic':'The house'}");
        JsonNode timeline = bob.get(group + "/messages").json().path("messages");

        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.json().path("title").asText()).isEqualTo("Neighbours");
        assertThat(updated.json().path("topic").asText()).isEqualTo("The house");
        assertThat(timeline.findValuesAsText("note")).containsExactly("title", "topic");
        assertThat(timeline.findValuesAsText("content")).containsExactly("Neighbours", "The house");
        assertThat(timeline.at("/0/kind").asText()).isEqualTo("system");
        assertThat(timeline.at("/0/sender").asText()).isEqualTo("alice");
        assertThat(alice.patch(group, "{'topic':''}").json().has("topic")).isFalse();
        assertThat(alice.patch(group, "{}").said()).isEqualTo("400 invalid");
    }

    @Test
    void membersComeAndGoAndHaveRoles() {
        String group = group();
        Visitor carol = server.user("carol");
        long id = carol.get("/api/users/me").number("id");

        assertThat(alice.post(group + "/members", "{'user':" + id + "}").status())
                .isEqualTo(204);
        assertThat(alice.patch(group + "/members/@carol", "{'role':'moderator'}")
                        .status())
                .isEqualTo(204);
        assertThat(carol.delete(group + "/members/@bob").status()).isEqualTo(204);

        JsonNode members = carol.get(group + "/members").json();
        assertThat(members.path("results").findValuesAsText("username")).containsExactly("alice", "carol");
        assertThat(members.path("results").findValuesAsText("role")).containsExactly("owner", "moderator");
        assertThat(members.path("next").isNull()).isTrue();
        JsonNode timeline = carol.get(group + "/messages").json().path("messages");
        assertThat(timeline.findValuesAsText("note")).containsExactly("joined", "role", "removed");
        assertThat(timeline.findValues("about").stream()
                        .map(about -> about.path("username").asText()))
                .containsExactly("carol", "carol", "bob");
        assertThat(bob.get(group).said()).isEqualTo("404 not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'role':'king'}", "{'role':'OWNER'}", "{'role':1}", "{}"})
    void whatIsNoRoleIsRefused(String body) {
        assertThat(alice.patch(group() + "/members/@bob", body).said()).isEqualTo("400 invalid");
    }

    @Test
    void theLastOwnerStays() {
        String group = group();

        assertThat(alice.delete(group + "/members/me").said()).isEqualTo("409 last_owner");
        assertThat(alice.patch(group + "/members/me", "{'role':'member'}").said())
                .isEqualTo("409 last_owner");
        alice.patch(group + "/members/@bob", "{'role':'owner'}");
        assertThat(alice.delete(group + "/members/me").status()).isEqualTo(204);
    }

    @Test
    void channelsAreFoundAndJoinedByAnybody() {
        String channel = channel();

        JsonNode found = bob.get("/api/channels?query=GENE").json().path("results");
        assertThat(found.findValuesAsText("title")).containsExactly("General");
        assertThat(found.at("/0/topic").asText()).isEqualTo("Everything");
        assertThat(found.at("/0/joined").asBoolean()).isFalse();
        assertThat(bob.get(channel).said()).isEqualTo("404 not_found");

        assertThat(bob.post(channel + "/members", "{}").status()).isEqualTo(204);
        assertThat(bob.get("/api/channels").json().at("/results/0/members").asInt())
                .isEqualTo(2);
        assertThat(bob.get("/api/channels").json().at("/results/0/joined").asBoolean())
                .isTrue();
        assertThat(bob.delete(channel + "/members/me").status()).isEqualTo(204);
        assertThat(bob.get("/api/channels?query=nothing").json().path("results"))
                .isEmpty();
    }

    @Test
    void whoeverIsBannedDoesNotComeBack() {
        String channel = channel();
        bob.post(channel + "/members", "{}");

        assertThat(alice.delete(channel + "/members/@bob?ban=true").status()).isEqualTo(204);
        assertThat(bob.post(channel + "/members", "{}").said()).isEqualTo("403 forbidden");
        assertThat(alice.delete(channel + "/members/@bob?ban=yes").said()).isEqualTo("400 invalid");
    }

    @Test
    void noTwoChannelsHaveOneTitle() {
        channel();

        assertThat(bob.post("/api/conversations", "{'kind':'channel','title':'ＧＥＮＥＲＡＬ'}")
                        .said())
                .isEqualTo("409 title_taken");
        assertThat(bob.post("/api/conversations", "{'kind':'group','title':'General'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void h04_cursorsThatNobodyMadeAreRefused() {
        String group = group();

        assertThat(alice.get(group + "/members?cursor=x").said()).isEqualTo("400 invalid");
        assertThat(alice.get(group + "/members?limit=0").said()).isEqualTo("400 invalid");
        assertThat(alice.get("/api/channels?cursor=a%0Ab").said()).isEqualTo("400 invalid");
        assertThat(alice.get("/api/channels?limit=101").said()).isEqualTo("400 invalid");
        assertThat(alice.get("/api/channels?query=" + "x".repeat(201)).said()).isEqualTo("400 invalid");
        assertThat(alice.get("/api/channels?query=%25_!'%5C").status()).isEqualTo(200);
    }

    @Test
    void p12_nobodyComesToAConversationOfTwo() {
        long direct = alice.post("/api/conversations", "{'kind':'direct','members':['@bob']}")
                .number("id");
        Visitor mallory = server.user("mallory");

        assertThat(mallory.post("/api/conversations/" + direct + "/members", "{}")
                        .said())
                .isEqualTo("404 not_found");
        assertThat(alice.post("/api/conversations/" + direct + "/members", "{'user':'@mallory'}")
                        .said())
                .isEqualTo("403 forbidden");
    }
}
