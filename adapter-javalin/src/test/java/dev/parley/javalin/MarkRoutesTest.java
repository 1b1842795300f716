package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies on messages: answers, names, reactions, pins and former texts, over HTTP. */
class MarkRoutesTest {

    private final TestServer server = TestServer.start();
    private final Visitor alice = server.user("alice");
    private final Visitor bob = server.user("bob");
    private final Visitor carol = server.user("carol");

    @AfterEach
    void stop() {
        server.close();
    }

    /** What alice wrote to bob. */
    private Reply posted(String content) {
        return alice.post("/api/messages", "{'receiver':'bob','content':'" + content + "'}");
    }

    private static String path(Reply message) {
        return "/api/messages/" + message.number("id");
    }

    private static String reaction(Reply message, String emoji) {
        return path(message) + "/reactions/" + URLEncoder.encode(emoji, StandardCharsets.UTF_8);
    }

    @Test
    void anAnswerQuotesAndFollowsWhatItAnswers() {
        Reply question = posted("Where are you?");
        String answer = "{'receiver':'alice','content':'Here','reply_to':" + question.number("id") + "}";

        Reply answered = bob.post("/api/messages", answer);
        JsonNode quote = answered.json().path("reply_to");
        alice.patch(path(question), "{'content':'Where were you?'}");
        JsonNode edited = alice.get(path(answered)).json().path("reply_to");
        alice.delete(path(question));
        JsonNode deleted = alice.get(path(answered)).json().path("reply_to");

        assertThat(answered.status()).isEqualTo(201);
        assertThat(quote.path("id").asLong()).isEqualTo(question.number("id"));
        assertThat(quote.path("seq").asLong()).isEqualTo(1);
        assertThat(quote.path("sender").asText()).isEqualTo("alice");
        assertThat(quote.path("excerpt").asText()).isEqualTo("Where are you?");
        assertThat(edited.path("excerpt").asText()).isEqualTo("Where were you?");
        assertThat(deleted.path("deleted").asBoolean()).isTrue();
        assertThat(deleted.has("excerpt")).isFalse();
    }

    @Test
    void p02_nobodyAnswersWhatHeMayNotKnowOf() {
        Reply secret = posted("a secret");

        for (String id : new String[] {"" + secret.number("id"), "77", "0", "-1", "9223372036854775807"}) {
            Reply refused = carol.post("/api/messages", "{'receiver':'carol','content':'x','reply_to':" + id + "}");
            assertThat(refused.said()).as(id).isEqualTo("404 not_found");
        }
        assertThat(carol.post("/api/messages", "{'receiver':'carol','content':'x','reply_to':'1'}")
                        .said())
                .isEqualTo("400 invalid");
    }

    @Test
    void anotherAnswerUnderTheSameClientIdIsAnotherMessage() {
        long one = posted("one").number("id");
        long other = posted("other").number("id");
        String body = "{'receiver':'alice','content':'yes','client_id':'c','reply_to':%d}";

        assertThat(bob.post("/api/messages", body.formatted(one)).status()).isEqualTo(201);
        assertThat(bob.post("/api/messages", body.formatted(one)).status()).isEqualTo(200);
        assertThat(bob.post("/api/messages", body.formatted(other)).said()).isEqualTo("409 client_id_reused");
    }

    @Test
    void aMessageSaysWhomItCalls() {
        Reply message = posted("for @Bob and @carol");

        JsonNode mentions = bob.get(path(message)).json().path("mentions");

        assertThat(mentions).hasSize(1);
        assertThat(mentions.path(0).path("username").asText()).isEqualTo("bob");
        assertThat(message.json().has("mentions_all")).isFalse();
    }

    @Test
    void everyMemberReactsAndTakesItBack() {
        Reply message = posted("text");

        Reply one = bob.put(reaction(message, "👍"));
        Reply same = bob.put(reaction(message, "👍"));
        Reply two = alice.put(reaction(message, "👍"));
        Reply back = bob.delete(reaction(message, "👍"));

        assertThat(one.json().at("/reactions/0/emoji").asText()).isEqualTo("👍");
        assertThat(same.body()).isEqualTo(one.body());
        assertThat(two.json().at("/reactions/0/count").asInt()).isEqualTo(2);
        assertThat(two.json().at("/reactions/0/users")).hasSize(2);
        assertThat(back.json().at("/reactions/0/count").asInt()).isEqualTo(1);
        assertThat(carol.put(reaction(message, "👍")).said()).isEqualTo("404 not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "1",
                "<b>",
                "👍👍",
                "👍 ",
                "\u200d",
                "\u202e👍",
                "javascript:alert(1)",
                "👍:1",
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"
            })
    void c19_whatIsNotOneEmojiIsRefused(String text) {
        Reply message = posted("text");

        assertThat(bob.put(reaction(message, text)).said()).isEqualTo("400 invalid");
        assertThat(bob.get(path(message)).json().has("reactions")).isFalse();
    }

    @Test
    void whatIsPinnedIsListed() {
        Reply message = posted("remember this");
        String conversation = "/api/conversations/" + message.number("conversation");

        Reply pinned = bob.put(path(message) + "/pin");

        assertThat(pinned.json().path("pinned").asBoolean()).isTrue();
        assertThat(alice.get(conversation).json().path("pinned").asInt()).isEqualTo(1);
        assertThat(alice.get(conversation + "/pins").json().at("/results/0/id").asLong())
                .isEqualTo(message.number("id"));
        assertThat(carol.get(conversation + "/pins").said()).isEqualTo("404 not_found");

        assertThat(alice.delete(path(message) + "/pin").json().has("pinned")).isFalse();
        assertThat(alice.get(conversation + "/pins").json().path("results")).isEmpty();
        assertThat(alice.get(conversation).json().has("pinned")).isFalse();
    }

    @Test
    void p29_onlyItsAuthorReadsWhatItSaidBefore() {
        Reply message = posted("one");
        alice.patch(path(message), "{'content':'two'}");
        alice.patch(path(message), "{'content':'three'}");

        Reply latest = alice.get(path(message) + "/edits?limit=1");
        Reply rest = alice.get(path(message) + "/edits?limit=1&before=" + latest.number("next"));

        assertThat(latest.json().at("/results/0/content").asText()).isEqualTo("two");
        assertThat(rest.json().at("/results/0/content").asText()).isEqualTo("one");
        assertThat(rest.json().path("next").isNull()).isTrue();
        assertThat(bob.get(path(message) + "/edits").said()).isEqualTo("403 not_author");
        assertThat(carol.get(path(message) + "/edits").body())
                .isEqualTo(carol.get("/api/messages/77/edits").body());
        assertThat(alice.get(path(message) + "/edits?before=0").said()).isEqualTo("400 invalid");
    }

    @Test
    void p28_whatWasDeletedIsNoLongerReadAnywhere() {
        Reply message = posted("for your eyes @bob");
        alice.patch(path(message), "{'content':'changed my mind @bob'}");
        bob.put(reaction(message, "👍"));
        bob.put(path(message) + "/pin");

        alice.delete(path(message));

        Reply tombstone = bob.get(path(message));
        assertThat(tombstone.body()).doesNotContain("mind", "eyes", "👍", "pinned", "mentions");
        assertThat(alice.get(path(message) + "/edits").json().path("results")).isEmpty();
        assertThat(bob.put(reaction(message, "👍")).said()).isEqualTo("409 already_deleted");
        assertThat(bob.put(path(message) + "/pin").said()).isEqualTo("409 already_deleted");
    }
}
