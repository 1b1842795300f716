package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Registration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reporting messages to administrators over HTTP. */
class ReportRoutesTest {

    private final TestServer server = TestServer.start();
    private final Visitor alice = server.user("alice");
    private final Visitor bob = server.user("bob");
    private final long message =
            alice.post("/api/messages", "{'receiver':'bob','content':'nasty'}").number("id");

    @AfterEach
    void stop() {
        server.close();
    }

    private Visitor administrator() {
        return server.anybody()
                .bearer(server.chat()
                        .sessions()
                        .start(server.chat()
                                .administration()
                                .createUser(Registration.of("root", TestServer.PASSWORD), true))
                        .secret());
    }

    @Test
    void whatAMemberReportsAdministratorsSeeAndResolve() {
        Visitor root = administrator();
        assertThat(bob.post("/api/messages/" + message + "/report", "{'reason':'It is nasty'}")
                        .status())
                .isEqualTo(204);

        Reply reports = root.get("/api/reports");

        assertThat(reports.json().path("results")).hasSize(1);
        assertThat(reports.json().at("/results/0/reason").asText()).isEqualTo("It is nasty");
        assertThat(reports.json().at("/results/0/reporter/username").asText()).isEqualTo("bob");
        assertThat(reports.json().at("/results/0/message/content").asText()).isEqualTo("nasty");
        String resolve = "/api/reports/" + reports.json().at("/results/0/id").asLong() + "/resolve";
        assertThat(root.post(resolve, "{}").status()).isEqualTo(204);
        assertThat(root.get("/api/reports").json().path("results")).isEmpty();
    }

    @Test
    void forEverybodyElseThereAreNoReports() {
        bob.post("/api/messages/" + message + "/report", "{}");
        String missing = alice.get("/api/nothing").body();

        assertThat(alice.get("/api/reports").body()).isEqualTo(missing);
        assertThat(alice.post("/api/reports/1/resolve", "{}").body()).isEqualTo(missing);
        assertThat(server.anybody().get("/api/reports").status()).isEqualTo(401);
    }

    @Test
    void whoMayNotSeeAMessageCannotReportIt() {
        Visitor carol = server.user("carol");

        Reply unseen = carol.post("/api/messages/" + message + "/report", "{}");

        assertThat(unseen.said()).isEqualTo("404 not_found");
        assertThat(unseen.body())
                .isEqualTo(carol.post("/api/messages/4711/report", "{}").body());
        assertThat(administrator().get("/api/reports").json().path("results")).isEmpty();
    }

    @Test
    void aReasonHasFiveHundredCharactersAtTheMost() {
        String report = "/api/messages/" + message + "/report";

        assertThat(bob.post(report, "{'reason':'" + "x".repeat(501) + "'}").errors())
                .containsExactly("reason:reason_shape");
        assertThat(bob.post(report, "{'reason':5}").errors()).containsExactly("reason:wrong_type");
        assertThat(bob.post(report, "{'reason':'" + "🌱".repeat(500) + "'}").status())
                .isEqualTo(204);
    }
}
