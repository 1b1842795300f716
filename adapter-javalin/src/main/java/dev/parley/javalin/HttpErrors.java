package dev.parley.javalin;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.wire.Json;
import dev.parley.wire.Problem;
import java.util.Set;

/**
 * The one place where whatever goes wrong becomes an answer. What is nobody's fault but ours is answered without any detail
 * and logged once, under the id of the request.
 *
 * <p>Thread-safe: stateless.
 */
final class HttpErrors {

    private static final System.Logger LOG = System.getLogger(HttpErrors.class.getName());

    private HttpErrors() {}

    static Answer answer(RuntimeException thrown, String requestId) {
        if (thrown instanceof ChatException refusal) {
            return Answer.of(Problem.of(refusal));
        } else if (thrown instanceof Refusal refusal) {
            return Answer.of(refusal.problem());
        } else if (thrown instanceof Json.Malformed malformed) {
            return Answer.of(Problem.malformedJson(String.valueOf(malformed.getMessage())));
        }
        LOG.log(System.Logger.Level.ERROR, "Request " + requestId + " failed", thrown);
        return Answer.of(Problem.internal());
    }

    static Answer notFound() {
        return Answer.of(Problem.of(ChatException.of(ErrorCode.NOT_FOUND)));
    }

    static Answer malformedPath() {
        return Answer.of(
                Problem.of(ChatException.invalid("path", "malformed", "The address has a % without two hex digits.")));
    }

    static Answer methodNotAllowed(Set<String> allowed) {
        return Answer.of(Problem.methodNotAllowed()).with("Allow", String.join(", ", allowed));
    }
}
