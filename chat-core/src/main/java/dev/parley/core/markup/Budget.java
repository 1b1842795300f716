package dev.parley.core.markup;

/**
 * How many more nodes there may be. What finds none left stays plain text.
 *
 * <p>Not thread-safe: it belongs to the reading of one text.
 */
final class Budget {

    private int left;

    Budget(int nodes) {
        this.left = nodes;
    }

    /** Takes so many, or none. */
    boolean take(int nodes) {
        if (nodes > left) {
            return false;
        }
        left -= nodes;
        return true;
    }
}
