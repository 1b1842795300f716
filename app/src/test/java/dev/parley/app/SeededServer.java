package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Seeds a database, starts the server on it, and looks around as one of those who were made up. */
final class SeededServer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SeededServer() {}

    /** Both programs with the same database, named in the environment. */
    static void seedThenServeThenLogIn(Map<String, String> database) throws IOException, InterruptedException {
        Child seeded = Child.run(Child.COMMAND_LINE, database, "seed", "--users", "15", "--messages", "300");
        assertThat(seeded.err()).isEmpty();
        assertThat(seeded.code()).isZero();
        String username = after(seeded.out(), "Log in as ").split(",")[0];
        String password = after(seeded.out(), "with the password ");

        try (ServerProcess server = ServerProcess.start(database)) {
            HttpClient browser =
                    HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
            JsonNode me = logIn(browser, server.address(), username, password);
            JsonNode list = get(browser, server.address().resolve("/api/conversations"));
            long first = list.path("conversations").path(0).path("id").longValue();
            JsonNode messages = get(browser, server.address().resolve("/api/conversations/" + first + "/messages"));

            assertThat(me.path("user").path("username").textValue()).isEqualTo(username);
            assertThat(list.path("conversations")).isNotEmpty();
            assertThat(messages.path("messages")).isNotEmpty();
            assertThat(server.stop()).isZero();
            assertThat(server.output()).contains("15 accounts", "messages, schema version", "and log in");
        }
    }

    private static JsonNode logIn(HttpClient browser, URI address, String username, String password)
            throws IOException, InterruptedException {
        String body = JSON.createObjectNode()
                .put("username", username)
                .put("password", password)
                .toString();
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/session"))
                .header("Content-Type", "application/json")
                .header("Origin", address.toString())
                .POST(BodyPublishers.ofString(body))
                .build();
        return read(browser.send(request, BodyHandlers.ofString()));
    }

    private static JsonNode get(HttpClient browser, URI address) throws IOException, InterruptedException {
        return read(browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()));
    }

    private static JsonNode read(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String after(String out, String beginning) {
        return out.lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new AssertionError(out))
                .substring(beginning.length());
    }
}
