package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who asks the server, with the headers given. Whatever comes back: it is no fault of the server, a refusal is a
 * problem, and nothing of how the server is made shows.
 *
 * <p>Thread-safe: immutable.
 */
record Client(URI address, List<String> headers, String name, long id, String token) {

    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(60))
            .build();

    /** The same person with one more header. */
    Client with(String header, String value) {
        List<String> more = new ArrayList<>(headers);
        more.addAll(List.of(header, value));
        return new Client(address, more, name, id, token);
    }

    Client bearer(String secret) {
        return with("Authorization", "Bearer " + secret);
    }

    Actor actor() {
        return Actor.user(new AccountId(id));
    }

    Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Reply post(String path, String json) {
        return send("POST", path, json);
    }

    Reply patch(String path, String json) {
        return send("PATCH", path, json);
    }

    /** Sends JSON; an apostrophe stands for a quotation mark. */
    Reply send(String method, String path, String json) {
        return with("Content-Type", "application/json")
                .send(method, path, BodyPublishers.ofString(json.replace('\'', '"')));
    }

    Reply send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(120))
                .method(method, body);
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(new String[0]));
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            Reply reply = new Reply(response.statusCode(), response.headers(), response.body());
            Leaks.check(method + " " + path, reply);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- what is done again and again

    /** Writes to somebody and gives back the message's id. */
    long writesTo(Client other, String content) {
        Reply reply = post("/api/messages/", "{'receiver':" + other.id + ",'content':'" + content + "'}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.id();
    }

    /** The conversation with somebody, opened if it was not. */
    long conversationWith(Client other) {
        Reply reply = post("/api/conversations", "{'kind':'direct','members':[" + other.id + "]}");
        assertThat(reply.status()).as(reply.body()).isIn(200, 201);
        return reply.id();
    }

    /** The texts of one's messages, newest first. */
    List<String> texts(String query) {
        return get("/api/messages/" + query).each("results", "content");
    }

    /** Makes a token and gives back its secret. */
    String newToken() {
        Reply reply = post("/api/tokens", "{'name':'a program'}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.text("token");
    }
}
