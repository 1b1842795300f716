package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People, one's own profile and the keys of programs, over HTTP. */
class UserAndTokenRoutesTest {

    private final TestServer server = TestServer.start();
    private final Visitor alice = server.user("alice");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theDirectoryIsSearchedAndGoesOnByItsCursor() {
        for (String name : List.of("bob", "bonnie", "carol")) {
            server.user(name);
        }

        Reply first = alice.get("/api/users?query=BO&limit=1");
        Reply second = alice.get("/api/users/?query=bo&limit=1&cursor=" + first.text("next"));

        assertThat(first.json().path("results").findValuesAsText("username")).containsExactly("bob");
        assertThat(second.json().path("results").findValuesAsText("username")).containsExactly("bonnie");
        assertThat(alice.get("/api/users").json().path("results")).hasSize(4);
        assertThat(alice.get("/api/users?cursor=%00").status()).isEqualTo(400);
        assertThat(alice.get("/api/users?query=" + "x".repeat(201)).status()).isEqualTo(400);
    }

    @Test
    void somebodyIsFoundByIdAndByName() {
        server.user("bob");

        Reply byName = alice.get("/api/users/@Bob");

        assertThat(byName.text("username")).isEqualTo("bob");
        assertThat(alice.get("/api/users/" + byName.number("id")).json()).isEqualTo(byName.json());
        assertThat(alice.get("/api/users/%40bob/").json()).isEqualTo(byName.json());
        assertThat(byName.json().has("email")).isFalse();
        for (String nobody : List.of("@nobody2", "@", "@a%20b", "bob", "0", "4711", "@b%27--")) {
            assertThat(alice.get("/api/users/" + nobody).said()).as(nobody).isEqualTo("404 not_found");
        }
    }

    @Test
    void onesDisplayNameCanBeChanged() {
        Reply renamed = alice.patch("/api/users/me", "{'display_name':' Alice A. ','admin':true,'username':'root'}");

        assertThat(renamed.text("display_name")).isEqualTo("Alice A.");
        assertThat(renamed.text("username")).isEqualTo("alice");
        assertThat(renamed.json().has("admin")).isFalse();
        assertThat(alice.get("/api/users/me").json()).isEqualTo(renamed.json());
        assertThat(alice.patch("/api/users/me", "{'display_name':'a\\u202eb'}").errors())
                .containsExactly("display_name:display_name_shape");
        assertThat(alice.patch("/api/users/me", "{'display_name':5}").errors())
                .containsExactly("display_name:wrong_type");
        assertThat(alice.patch("/api/users/me", "{}").status()).isEqualTo(200);
    }

    @Test
    void whatOneSaysOfOneselfIsShownToEverybodyUntilItIsTakenBack() {
        Visitor bob = server.user("bob");
        Reply shown = alice.patch("/api/users/me", "{'about':' Gardener 🌱 ','colour':'green','unknown':1}");

        assertThat(shown.text("about")).isEqualTo("Gardener 🌱");
        assertThat(bob.get("/api/users/@alice").text("about")).isEqualTo("Gardener 🌱");
        assertThat(bob.get("/api/users/@alice").text("colour")).isEqualTo("green");
        assertThat(bob.get("/api/users?query=alice")
                        .json()
                        .at("/results/0/colour")
                        .asText())
                .isEqualTo("green");

        alice.patch("/api/users/me", "{'display_name':'Alice','about':null}");

        assertThat(bob.get("/api/users/@alice").json().has("about")).isFalse();
        assertThat(bob.get("/api/users/@alice").text("colour")).isEqualTo("green");
        assertThat(alice.patch("/api/users/me", "{'colour':null}").json().has("colour"))
                .isFalse();
    }

    @Test
    void whatOneSaysOfOneselfIsALineOfFiveHundredCharactersAtTheMost() {
        String longest = "🌱".repeat(500);

        assertThat(alice.patch("/api/users/me", "{'about':'" + longest + "'}").text("about"))
                .isEqualTo(longest);
        for (String wrong : List.of(longest + "x", "a\\nb", "a\\u202eb", "a\\u0000b")) {
            assertThat(alice.patch("/api/users/me", "{'about':'" + wrong + "'}").errors())
                    .containsExactly("about:about_shape");
        }
        assertThat(alice.patch("/api/users/me", "{'about':5,'colour':'mauve'}").errors())
                .containsExactly("about:wrong_type", "colour:unknown");
        assertThat(alice.patch("/api/users/me", "{'about':'  '}").json().has("about"))
                .isFalse();
    }

    @Test
    void a14_changingThePasswordNeedsTheCurrentOneAndEndsOtherSessions() {
        Visitor other = server.anybody()
                .bearer(server.anybody()
                        .post("/api/auth/login", "{'username':'alice','password':'three small words'}")
                        .text("token"));
        String change = "{'current_password':'three small words','new_password':'quite another phrase'}";

        assertThat(alice.post("/api/users/me/password", change.replace("three", "no"))
                        .said())
                .isEqualTo("403 wrong_password");
        assertThat(alice.post("/api/users/me/password", "{'new_password':'quite another phrase'}")
                        .errors())
                .containsExactly("current_password:required");
        assertThat(alice.post("/api/users/me/password", change).status()).isEqualTo(204);

        assertThat(alice.get("/api/session").status()).isEqualTo(200);
        assertThat(other.get("/api/session").said()).isEqualTo("401 unauthenticated");
        assertThat(server.anybody()
                        .post("/api/auth/login", "{'username':'alice','password':'quite another phrase'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void s17_aTokenIsShownOnce() {
        Reply made = alice.post("/api/tokens", "{'name':'build bot'}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(server.anybody()
                        .bearer(made.text("token"))
                        .get("/api/users/me")
                        .text("username"))
                .isEqualTo("alice");
        Reply list = alice.get("/api/tokens");
        assertThat(list.json().at("/tokens/0/name").asText()).isEqualTo("build bot");
        assertThat(list.json().at("/tokens/0/hint").asText())
                .endsWith(made.text("token").substring(39));
        assertThat(list.body()).doesNotContain(made.text("token"));
    }

    @Test
    void s16_aRevokedTokenIsWorthless() {
        Reply made = alice.post("/api/tokens", "{'name':'x','expires_in_days':1}");
        Visitor program = server.anybody().bearer(made.text("token"));

        assertThat(server.user("bob").delete("/api/tokens/" + made.number("id")).said())
                .isEqualTo("404 not_found");
        assertThat(alice.delete("/api/tokens/" + made.number("id")).status()).isEqualTo(204);

        assertThat(program.get("/api/users/me").said()).isEqualTo("401 unauthenticated");
        assertThat(alice.delete("/api/tokens/" + made.number("id")).said()).isEqualTo("404 not_found");
    }

    @Test
    void s22_aTokenCanNeitherMakeTokensNorChangeThePasswordNorLogOut() {
        Visitor program = server.anybody()
                .bearer(alice.post("/api/tokens", "{'name':'x'}").text("token"));

        assertThat(program.post("/api/tokens", "{'name':'y'}").said()).isEqualTo("403 forbidden");
        assertThat(program.delete("/api/tokens/1").said()).isEqualTo("403 forbidden");
        assertThat(program.post("/api/users/me/password", "{}").said()).isEqualTo("403 forbidden");
        assertThat(program.delete("/api/session").said()).isEqualTo("403 forbidden");
        assertThat(program.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void aTokenHoldsForADayToAYearAndHasAName() {
        for (String days : List.of("0", "-1", "367", "4294967386", "9223372036854775807")) {
            assertThat(alice.post("/api/tokens", "{'name':'x','expires_in_days':" + days + "}")
                            .errors())
                    .as(days)
                    .containsExactly("expires_in_days:out_of_range");
        }
        assertThat(alice.post("/api/tokens", "{'name':'x','expires_in_days':1.5}")
                        .errors())
                .containsExactly("expires_in_days:wrong_type");
        assertThat(alice.post("/api/tokens", "{'name':' '}").errors()).containsExactly("name:name_shape");
        assertThat(alice.post("/api/tokens", "{'name':'a\\nb'}").errors()).containsExactly("name:name_shape");
        assertThat(alice.post("/api/tokens", "{'name':'a\\u202eb'}").errors()).containsExactly("name:name_shape");
        assertThat(alice.post("/api/tokens", "{}").errors()).containsExactly("name:required");
    }
}
