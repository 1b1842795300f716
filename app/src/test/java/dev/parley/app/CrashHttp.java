package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a server that may die at any moment, and tells the three ends apart: it was done, it was not done, nobody knows.
 *
 * <p>Thread-safe.
 */
final class CrashHttp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** The server has said that nothing was stored. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int status;

        private Refused(HttpResponse<String> answer) {
            super(answer.body());
            this.status = answer.statusCode();
        }

        int status() {
            return status;
        }
    }

    private volatile URI address = URI.create("http://127.0.0.1");
    private volatile HttpClient client = HttpClient.newHttpClient();

    /** Asks this one from now on. */
    void connect(URI server) {
        address = server;
        client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    }

    URI address() {
        return address;
    }

    /**
     * The JSON of a good answer.
     *
     * @throws Refused when it was not done
     * @throws UncheckedIOException when nobody knows; an answer of any other kind is a defect
     */
    JsonNode ask(String method, String path, Optional<String> token, Optional<ObjectNode> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body.map(b -> BodyPublishers.ofString(b.toString())).orElse(BodyPublishers.noBody()));
        body.ifPresent(b -> request.header("Content-Type", "application/json"));
        token.ifPresent(word -> request.header("Authorization", "Bearer " + word));
        try {
            return read(method + " " + path, client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The same for what may be asked twice: again while the server says that it cannot right now. */
    JsonNode askPatiently(String method, String path, Optional<String> token, Optional<ObjectNode> body) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return ask(method, path, token, body);
            } catch (Refused notNow) {
                if (notNow.status() != 503 || System.nanoTime() > end) {
                    throw notNow;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static JsonNode read(String what, HttpResponse<String> answer) throws IOException {
        JsonNode json = answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
        switch (json.path("code").asText()) {
            case "outcome_unknown" -> throw new IOException("nobody knows");
            case "unavailable", "invalid" -> throw new Refused(answer);
            default ->
                assertThat(answer.statusCode()).as(what + ": " + answer.body()).isBetween(200, 299);
        }
        return json;
    }
}
