package dev.parley.javalin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.wire.Json;
import dev.parley.wire.Problem;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is answered to a request.
 *
 * <p>Thread-safe: immutable; its body is not changed any more.
 */
record Answer(int status, Optional<ObjectNode> body, Map<String, String> headers) {

    private static final String JSON = "application/json; charset=utf-8";
    private static final String PROBLEM = "application/problem+json";

    static Answer ok(ObjectNode body) {
        return json(200, body);
    }

    static Answer created(ObjectNode body) {
        return json(201, body);
    }

    static Answer noContent() {
        return new Answer(204, Optional.empty(), Map.of());
    }

    private static Answer json(int status, ObjectNode body) {
        return new Answer(status, Optional.of(body), Map.of("Content-Type", JSON));
    }

    static Answer of(Problem problem) {
        Answer plain = new Answer(problem.status(), Optional.of(problem.json()), Map.of("Content-Type", PROBLEM));
        Answer challenged = problem.status() == 401 ? plain.with("WWW-Authenticate", "Bearer realm=\"parley\"") : plain;
        return problem.retryAfterSeconds()
                .map(seconds -> challenged.with("Retry-After", Long.toString(seconds)))
                .orElse(challenged);
    }

    /** The same with another status. */
    Answer as(int other) {
        return new Answer(other, body, headers);
    }

    /** The same with one more header. */
    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, body, more);
    }

    private byte[] bytes() {
        return body.map(Json::text).orElse("").getBytes(StandardCharsets.UTF_8);
    }

    /** Hands it to the web server. */
    void send(Context ctx) {
        ctx.status(status);
        headers.forEach(ctx::header);
        if (body.isPresent()) {
            ctx.result(bytes());
        } else {
            ctx.res().setContentType(null);
        }
    }

    /** Writes it where the web server would not: instead of a socket's handshake. */
    void sendNow(HttpServletResponse response) throws IOException {
        byte[] bytes = bytes();
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }
}
