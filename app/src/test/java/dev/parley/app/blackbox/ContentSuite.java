package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write, and how often at once: attacks C01, C04, C06, C07, C21, H11 and H12; how often
 * something is edited is limited in {@link LimitAttackSuite}. */
abstract class ContentSuite extends ServerSuite {

    ContentSuite(Database database) {
        super(database);
    }

    private static String post(Client who, String content) {
        return who.post("/api/messages", "{'receiver':" + who.id() + ",'content':'" + content + "'}")
                .saidAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   \\n\\t ", "\\u200b", "\\u2800", "\\u3000\\u00a0", "\\u3164"})
    void c04_whatCannotBeSeenIsBlank(String content) {
        assertThat(post(user("alice"), content)).isEqualTo("400 invalid content:blank");
    }

    @Test
    void c04_fourThousandCharactersAreAMessageAndOneMoreIsNot() {
        Client alice = user("alice");

        assertThat(post(alice, "x".repeat(4_000))).isEqualTo("201");
        assertThat(post(alice, "x".repeat(4_001))).isEqualTo("400 invalid content:too_long");
        assertThat(post(alice, "x".repeat(16_001))).isEqualTo("400 invalid content:too_long");
        assertThat(post(alice, "a" + "\\u0301\\u0302".repeat(500))).isEqualTo("400 invalid content:invalid_characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\\n\\t", "\\u200b", "\\u2800"})
    void c21_aMessageIsNotEditedAway(String content) {
        Client alice = user("alice");
        String message = "/api/messages/" + alice.writesTo(user("bob"), "first");

        assertThat(alice.patch(message, "{'content':'" + content + "'}").saidAll())
                .isEqualTo("400 invalid content:blank");

        assertThat(alice.get(message).text("content")).isEqualTo("first");
        assertThat(alice.get(message).number("version")).isEqualTo(1);
    }

    @Test
    void c21_anEditChangesTheWordsAndNothingElse() {
        Client alice = user("alice");
        Client bob = user("bob");
        long other = alice.writesTo(user("carol"), "elsewhere");
        String message = "/api/messages/" + alice.writesTo(bob, "first");
        Reply before = alice.get(message);

        Reply after = alice.patch(
                message,
                "{'content':'second','id':%d,'conversation':1,'type':'system','kind':'SYSTEM','sender':%d,'version':9}"
                        .formatted(other, bob.id()));

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.text("content")).isEqualTo("second");
        assertThat(after.number("version")).isEqualTo(2);
        assertThat(List.of("id", "conversation", "sender", "receiver", "kind", "timestamp"))
                .allSatisfy(field -> assertThat(after.json().path(field))
                        .isEqualTo(before.json().path(field)));
        assertThat(alice.get("/api/messages/" + other).text("content")).isEqualTo("elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\ud800", "\\udc00x", "\\ufffe", "a\\u0085", "\\u001b[31m", "\\udb40\\udc41"})
    void c06_whatCannotBeStoredIsRefused(String content) {
        assertThat(post(user("alice"), "x" + content)).isEqualTo("400 invalid content:invalid_characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))"})
    void c01_markupIsText(String content) {
        Client alice = user("alice");

        alice.writesTo(alice, content);

        assertThat(alice.texts("")).containsExactly(content);
        assertThat(alice.get("/api/messages/").header("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u0430lice",
                "alice ",
                "AL\\u0130CE",
                "a\\u200blice",
                "\\uff41lice",
                "..",
                "me",
                "Admin",
                "@here"
            })
    void c07_aNameThatLooksLikeAnotherIsNone(String name) {
        assertThat(anybody()
                        .post("/api/auth/register", "{'username':'" + name + "','password':'three small words'}")
                        .said())
                .isEqualTo("400 invalid");
    }

    @Test
    void h12_ofManyWhoTakeOneNameAtOnceOneGetsIt() {
        String name = server().freeName("wanted");

        List<Reply> replies = Together.run(
                30,
                i -> anybody()
                        .post(
                                "/api/auth/register",
                                "{'username':'%s','password':'three small words'}"
                                        .formatted(i % 2 == 0 ? name : name.toUpperCase(java.util.Locale.ROOT))));

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 201)
                .allSatisfy(reply -> assertThat(reply.said()).isEqualTo("409 username_taken"));
    }

    @Test
    void h11_g3_ofManyPostsWithOneClientIdOneIsStored() {
        Client alice = user("alice");
        Client bob = user("bob");

        List<Reply> replies = Together.run(
                30,
                i -> alice.post("/api/messages", "{'receiver':" + bob.id() + ",'content':'once','client_id':'one'}"));

        assertThat(replies).extracting(Reply::status).containsOnly(200, 201);
        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies).extracting(Reply::id).containsOnly(replies.get(0).id());
        assertThat(bob.texts("")).containsExactly("once");
    }
}
