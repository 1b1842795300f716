package dev.parley.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.model.ChatException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * What a command of a socket came to: {@code ok} with what it brings, or {@code error} with a {@link Problem}; always with the
 * id that the client gave it, where that was one.
 *
 * <p>Thread-safe: immutable, provided that nobody changes the object.
 */
record Answered(ObjectNode json, Optional<Problem> refusal) {

    private static final System.Logger LOG = System.getLogger(Answered.class.getName());
    private static final int INVALID = 400;
    private static final int TOO_MANY = 429;

    static Answered ok(Optional<JsonNode> id, ObjectNode brings) {
        return new Answered(begun(id, FrameType.OK).setAll(brings), Optional.empty());
    }

    static Answered error(Optional<JsonNode> id, Throwable failure) {
        Problem problem = problem(failure);
        ObjectNode json = begun(id, FrameType.ERROR);
        json.set("error", problem.json());
        return new Answered(json, Optional.of(problem));
    }

    private static ObjectNode begun(Optional<JsonNode> id, String type) {
        ObjectNode json = Json.object();
        id.ifPresent(given -> json.set("id", given));
        return json.put("type", type);
    }

    /** What to tell of a failure; those that are nobody's fault but ours are logged. */
    static Problem problem(Throwable failure) {
        if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return problem(wrapped.getCause());
        } else if (failure instanceof ChatException refusal) {
            return Problem.of(refusal);
        } else if (failure instanceof Json.Malformed malformed) {
            return Problem.malformedJson(String.valueOf(malformed.getMessage()));
        }
        LOG.log(System.Logger.Level.ERROR, "A command of a socket failed", failure);
        return Problem.internal();
    }

    /** Whether a client that goes on like this is a flood: it was refused for how often, or for what nobody understands. */
    boolean floods() {
        return refusal.filter(problem -> problem.status() == TOO_MANY || problem.status() == INVALID)
                .isPresent();
    }
}
