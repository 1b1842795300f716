package dev.parley.javalin;

import dev.parley.wire.Problem;

/**
 * Refuses a request for a reason that only HTTP knows: a body that is too large, a wrong media type.
 *
 * <p>Thread-safe: immutable.
 */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
