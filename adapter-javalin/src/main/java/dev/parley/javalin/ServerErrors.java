package dev.parley.javalin;

import dev.parley.wire.Json;
import dev.parley.wire.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what never becomes a request for a route, such as a malformed head, with a problem that repeats nothing of it.
 *
 * <p>Thread-safe: stateless.
 */
final class ServerErrors implements Request.Handler {

    private static final int TOO_LARGE = 413;

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Problem problem = status == TOO_LARGE ? Problem.tooLarge(Body.MAX_BYTES) : Problem.ofStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Content-Security-Policy", SecurityHeaders.DATA_POLICY);
        response.getHeaders().put("Cache-Control", "no-store, private");
        ByteBuffer body = ByteBuffer.wrap(Json.text(problem.json()).getBytes(StandardCharsets.UTF_8));
        response.write(true, body, callback);
        return true;
    }
}
