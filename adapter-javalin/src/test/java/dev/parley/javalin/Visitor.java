package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

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
 * Somebody who asks a server for things, with the headers that were given to him. Every answer is held against the document, and
 * none may be our fault.
 */
final class Visitor {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private static final ApiDocument DOCUMENT = ApiDocument.shipped();

    private final String base;
    private final List<String> headers;

    Visitor(String base, List<String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** The same with one more header. */
    Visitor with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.addAll(List.of(name, value));
        return new Visitor(base, more);
    }

    Visitor bearer(String secret) {
        return with("Authorization", "Bearer " + secret);
    }

    String base() {
        return base;
    }

    Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Reply put(String path) {
        return send("PUT", path, "");
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
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(new String[0]));
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return checked(method, path, new Reply(response.statusCode(), response.headers(), response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reply checked(String method, String path, Reply reply) {
        assertThat(reply.status()).as(method + " " + path + " " + reply.body()).isNotEqualTo(500);
        assertThat(reply.header("X-Content-Type-Options")).hasValue("nosniff");
        DOCUMENT.check(
                method,
                path.replaceFirst("\\?.*", ""),
                reply.status(),
                reply.header("Content-Type").orElse(""),
                reply.body());
        return reply;
    }
}
