package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What anybody may ask of the server. */
class ServiceRoutesTest {

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theCapabilitiesSayWhatIsThere() {
        JsonNode json = server.anybody().get("/api/capabilities").json();

        assertThat(json.path("protocol").asInt()).isEqualTo(1);
        assertThat(json.path("build").asText()).isEqualTo("test");
        assertThat(json.path("registration").asText()).isEqualTo("open");
        assertThat(json.at("/limits/content").asInt()).isEqualTo(4000);
        assertThat(json.at("/limits/password").asInt()).isEqualTo(12);
        assertThat(json.path("mounted").toString()).contains("\"socket\"", "\"page\"");
    }

    @Test
    void h15_healthSaysNothingButThatAllIsWell() {
        assertThat(server.anybody().get("/health").body())
                .isEqualTo("{\"status\":\"up\",\"needs\":{\"store\":\"up\"}}");
        assertThat(server.anybody().get("/health/live/").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(server.anybody().get("/health/ready").body()).isEqualTo("{\"status\":\"up\"}");
    }
}
