package dev.parley.wire.client;

import dev.parley.wire.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command that came to nothing, or of which nobody knows. With a problem it was refused for good; without one the client has
 * stopped, and whether the server has carried it out is not known, or it had too much to do to begin with it. Doing it again with
 * the same client_id is safe either way.
 *
 * <p>Thread-safe: immutable.
 */
public final class ClientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Problem problem;

    ClientException(String message) {
        super(message);
        this.problem = null;
    }

    ClientException(Problem problem) {
        super(problem.detail().isEmpty() ? problem.code() : problem.detail());
        this.problem = problem;
    }

    /** What the server said. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }
}
