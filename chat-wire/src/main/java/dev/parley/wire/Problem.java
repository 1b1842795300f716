package dev.parley.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ChatException.Violation;
import dev.parley.core.model.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A refusal as clients see it, over HTTP and inside the {@code error} of a socket alike: a problem of RFC 9457. Programs switch
 * on {@link #code()}; {@link #detail()} is for people.
 *
 * <p>Thread-safe: immutable.
 *
 * @param status the status of HTTP
 * @param retryable whether the very same request can succeed later
 * @param errors the fields that are wrong
 * @param retryAfter how long to wait before
 */
public record Problem(
        int status,
        String code,
        String title,
        String detail,
        boolean retryable,
        List<Violation> errors,
        Optional<Duration> retryAfter) {

    private static final String TYPES = "https://parley.dev/errors/";
    private static final String RETRY_AFTER = "retry_after_ms";
    private static final Duration SOON = Duration.ofSeconds(1);

    /** What the core refused. */
    public static Problem of(ChatException refusal) {
        ErrorCode code = refusal.code();
        Optional<Duration> wait =
                code.retryable() ? refusal.retryAfter().or(() -> Optional.of(SOON)) : Optional.empty();
        return new Problem(
                status(code.kind()),
                code.wire(),
                code.title(),
                refusal.detail(),
                code.retryable(),
                refusal.violations(),
                wait);
    }

    private static int status(ErrorCode.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case LIMITED -> 429;
            case UNAVAILABLE -> 503;
        };
    }

    /** What came is not JSON as {@link Json} reads it. */
    public static Problem malformedJson(String detail) {
        return transport(400, "malformed_json", "Not valid JSON", detail);
    }

    /** The address exists, but not for this method. */
    public static Problem methodNotAllowed() {
        return transport(405, "method_not_allowed", "Method not allowed", "This address does not take this method.");
    }

    /** What came is longer than is read. */
    public static Problem tooLarge(int maxBytes) {
        return transport(413, "too_large", "Too large", "At most " + maxBytes + " bytes are read. Send less.");
    }

    /** What came is not {@code application/json} in UTF-8. */
    public static Problem unsupportedMediaType() {
        return transport(
                415,
                "unsupported_media_type",
                "Unsupported media type",
                "Send application/json in UTF-8, not compressed.");
    }

    /** The address is that of a socket, and no handshake came. */
    public static Problem upgradeRequired() {
        return transport(426, "upgrade_required", "Upgrade required", "This is the address of a WebSocket.");
    }

    /** A fault of the server, of which nothing more is said. */
    public static Problem internal() {
        return transport(500, "internal", "Something went wrong", "It is our fault and has been noted.");
    }

    /** What a web server refuses before anybody has looked at it; only its status is known. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 501, 505 -> unreadable(status);
            case 503 -> of(ChatException.of(ErrorCode.UNAVAILABLE));
            default -> status >= 500 ? internal() : unreadable(status);
        };
    }

    private static Problem unreadable(int status) {
        return transport(status, "bad_request", "Bad request", "The server cannot read this request.");
    }

    private static Problem transport(int status, String code, String title, String detail) {
        return new Problem(status, code, title, detail, false, List.of(), Optional.empty());
    }

    /** How long to wait, in whole seconds and never too short: what {@code Retry-After} says. */
    public Optional<Long> retryAfterSeconds() {
        return retryAfter.map(wait -> Math.max(1, (wait.toMillis() + 999) / 1000));
    }

    /** A problem as it came over the wire; what is missing in it is empty. */
    public static Problem read(JsonNode json) {
        List<Violation> errors = StreamSupport.stream(json.path("errors").spliterator(), false)
                .map(error -> new Violation(
                        error.path("field").asText(), error.path("code").asText()))
                .toList();
        return new Problem(
                json.path("status").asInt(),
                json.path("code").asText(),
                json.path("title").asText(),
                json.path("detail").asText(),
                json.path("retryable").asBoolean(),
                errors,
                Optional.of(json.path(RETRY_AFTER))
                        .filter(JsonNode::isIntegralNumber)
                        .map(wait -> Duration.ofMillis(Math.max(0, wait.longValue()))));
    }

    /** Its JSON object. */
    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("type", TYPES + code)
                .put("title", title)
                .put("status", status)
                .put("code", code)
                .put("detail", detail)
                .put("retryable", retryable);
        retryAfter.ifPresent(wait -> json.put(RETRY_AFTER, wait.toMillis()));
        if (!errors.isEmpty()) {
            ArrayNode fields = json.putArray("errors");
            errors.forEach(
                    error -> fields.addObject().put("field", error.field()).put("code", error.code()));
        }
        return json;
    }
}
