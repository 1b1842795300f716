package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.cli.launch.SettingsException;
import dev.parley.core.model.ConversationId;
import dev.parley.wire.Json;
import dev.parley.wire.Problem;
import dev.parley.wire.client.Address;
import dev.parley.wire.client.ChatClient;
import dev.parley.wire.client.Stopped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A running server, and the token of whoever asks it for things.
 *
 * <p>Thread-safe: immutable.
 */
record Server(Address address, String token) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A client that keeps a connection to it. */
    ChatClient.Builder client() {
        return ChatClient.of(address.toString(), token);
    }

    /**
     * The conversation with somebody, which is opened where there is none.
     *
     * @throws RefusedException when that cannot be done
     */
    ConversationId direct(String username) {
        ObjectNode direct = Json.object().put("kind", "direct");
        direct.putArray("members").add("@" + username);
        HttpResponse<String> answer = post("/api/conversations", direct);
        if (answer.statusCode() / 100 == 2) {
            return new ConversationId(read(answer).path("id").longValue());
        }
        throw switch (answer.statusCode()) {
            case 401 -> unknownToken();
            case 404 -> nobody(username, read(answer));
            default -> refused(Problem.read(read(answer)));
        };
    }

    private HttpResponse<String> post(String route, ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(address.http(route))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(Json.text(body)))
                .build();
        try {
            HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new RefusedException("No server answers at " + address + ". Is it started, and is this its address?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("Interrupted while asking " + address + ".");
        }
    }

    private ObjectNode read(HttpResponse<String> answer) {
        try {
            return Json.parse(answer.body());
        } catch (Json.Malformed other) {
            throw noChat();
        }
    }

    private RefusedException nobody(String username, ObjectNode problem) {
        boolean ours = problem.path("code").asText().equals("not_found");
        return ours ? new RefusedException("There is nobody called " + username + " at " + address + ".") : noChat();
    }

    private RefusedException noChat() {
        return new RefusedException("What answers at " + address + " is no Parley. Is the mount in --url right?");
    }

    private RefusedException unknownToken() {
        return new RefusedException(
                "The server does not know this token, or it has expired. Make a new one, or log in again.");
    }

    /** What to throw for what the server refuses: wrong is the command where a field of it is. */
    RuntimeException refused(Problem problem) {
        return problem.status() == 400
                ? new SettingsException(problem.detail())
                : new RefusedException("The server refused: " + problem.detail());
    }

    /** What to throw when a client does not come back. */
    RefusedException stopped(Stopped stopped) {
        return switch (stopped.why()) {
            case NOT_LOGGED_IN -> unknownToken();
            case TOO_MANY_CONNECTIONS ->
                new RefusedException("This account has too many connections. Close another one first.");
            case REFUSED, CLOSED -> new RefusedException(stopped.detail() + " " + address);
        };
    }
}
