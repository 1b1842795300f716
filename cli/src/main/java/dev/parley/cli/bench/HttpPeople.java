package dev.parley.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Makes people over the server's own API. Each costs the server a password hash, which is slow by design.
 *
 * <p>Thread-safe.
 */
public final class HttpPeople implements People {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Target target;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public HttpPeople(Target target) {
        this.target = target;
    }

    /** @throws BenchException when the server is away or registration closed */
    @Override
    public Person register(String username, String password) {
        ObjectNode account = JSON.createObjectNode().put("username", username).put("password", password);
        JsonNode answer = post("/api/auth/register/", account, "");
        return new Person(
                answer.path("user").path("id").longValue(), answer.path("token").textValue());
    }

    @Override
    public long open(Person one, Person other) {
        ObjectNode direct = JSON.createObjectNode().put("kind", "direct");
        direct.putArray("members").add(other.id());
        return post("/api/conversations", direct, one.token()).path("id").longValue();
    }

    private JsonNode post(String route, ObjectNode body, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.http(route))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return read(route, client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw target.away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted while making people.");
        }
    }

    private static JsonNode read(String route, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 == 2) {
            return JSON.readTree(answer.body());
        }
        String code = code(answer.body());
        throw new BenchException(
                switch (code) {
                    case "registration_closed" ->
                        "Registration is closed on this server. Start it with --registration open,"
                                + " or name its PostgreSQL database with --database-url.";
                    case "rate_limited" -> "The server refuses so many people." + Link.LIMITS;
                    default -> "The server answered " + route + " with " + answer.statusCode() + " " + code + ".";
                });
    }

    private static String code(String body) {
        try {
            return JSON.readTree(body).path("code").asText();
        } catch (IOException e) {
            return "";
        }
    }
}
