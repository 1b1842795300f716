package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invitations by link over HTTP. */
class InvitationRoutesTest {

    private final TestServer server = TestServer.start();
    private final Visitor alice = server.user("alice");
    private final Visitor bob = server.user("bob");
    private final long group = alice.post("/api/conversations", "{'kind':'group','title':'Friends'}")
            .number("id");
    private final String invitations = "/api/conversations/" + group + "/invitations";

    @AfterEach
    void stop() {
        server.close();
    }

    private String secret(String body) {
        Reply made = alice.post(invitations, body);
        assertThat(made.status()).isEqualTo(201);
        return made.text("secret");
    }

    @Test
    void whoHasTheLinkComesByIt() {
        String secret = secret("{'uses':2,'expires_in_hours':24}");

        Reply joined = bob.post("/api/invitations/" + secret, "{}");

        assertThat(joined.number("id")).isEqualTo(group);
        assertThat(joined.text("role")).isEqualTo("member");
        assertThat(bob.post("/api/invitations/" + secret, "{}").status()).isEqualTo(200);
        Reply list = alice.get(invitations);
        assertThat(list.json().at("/results/0/uses_left").asInt()).isEqualTo(1);
        assertThat(list.json().at("/results/0").has("secret")).isFalse();
    }

    @Test
    void p17_everySecretThatDoesNotHoldGetsOneAnswer() {
        String used = secret("{'uses':1}");
        server.user("carol").post("/api/invitations/" + used, "{}");
        String revoked = secret("{}");
        long id = alice.get(invitations).json().at("/results/0/id").asLong();
        assertThat(alice.delete(invitations + "/" + id).status()).isEqualTo(204);
        assertThat(alice.delete(invitations + "/" + id).status()).isEqualTo(204);
        String held = secret("{}");
        Visitor mallory = server.user("mallory");
        mallory.post("/api/invitations/" + held, "{}");
        alice.delete("/api/conversations/" + group + "/members/@mallory?ban=true");
        String missing = bob.get("/api/nothing").body();

        for (String secret : List.of(used, revoked, "inv_" + "0".repeat(38), "inv_", "pat_x")) {
            assertThat(bob.post("/api/invitations/" + secret, "{}").body())
                    .as(secret)
                    .isEqualTo(missing);
        }
        assertThat(mallory.post("/api/invitations/" + held, "{}").body()).isEqualTo(missing);
        assertThat(bob.get("/api/conversations/" + group).status()).isEqualTo(404);
    }

    @Test
    void p17_membersMakeNoInvitationsAndOthersLearnNothing() {
        bob.post("/api/invitations/" + secret("{}"), "{}");
        Visitor carol = server.user("carol");

        assertThat(bob.post(invitations, "{}").said()).isEqualTo("403 forbidden");
        assertThat(bob.get(invitations).said()).isEqualTo("403 forbidden");
        assertThat(bob.delete(invitations + "/1").said()).isEqualTo("403 forbidden");
        for (Reply reply :
                List.of(carol.post(invitations, "{}"), carol.get(invitations), carol.delete(invitations + "/1"))) {
            assertThat(reply.body())
                    .isEqualTo(carol.get("/api/conversations/4711").body());
        }
        assertThat(alice.delete(invitations + "/4711").said()).isEqualTo("404 not_found");
    }

    @Test
    void howOftenAndHowLongAreBounded() {
        for (String uses : List.of("0", "-1", "1001", "9223372036854775807")) {
            assertThat(alice.post(invitations, "{'uses':" + uses + "}").errors())
                    .containsExactly("uses:out_of_range");
        }
        for (String hours : List.of("0", "-1", "8785", "9223372036854775807")) {
            assertThat(alice.post(invitations, "{'expires_in_hours':" + hours + "}")
                            .errors())
                    .containsExactly("expires_in_hours:out_of_range");
        }
        assertThat(alice.post(invitations, "{'uses':'many','expires_in_hours':1.5}")
                        .errors())
                .containsExactly("uses:wrong_type", "expires_in_hours:wrong_type");
        assertThat(secret("{'uses':1000,'expires_in_hours':8784}")).startsWith("inv_");
    }
}
