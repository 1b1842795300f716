package dev.parley.core.internal;

/**
 * How long pages may be. Whoever asks for another length has made a mistake in his program.
 *
 * <p>Thread-safe: stateless.
 */
public final class Bounds {

    private Bounds() {}

    /**
     * The limit, when it is 1 to {@code most}.
     *
     * @throws IllegalArgumentException when it is not
     */
    public static int check(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw new IllegalArgumentException("A page has 1 to " + most + " items, not " + limit);
        }
        return limit;
    }
}
