package dev.parley.jdbi;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Pages by key: a cursor is the last key of the page before. */
final class Pages {

    private Pages() {}

    /**
     * A page from what was read one longer than it.
     *
     * @param cursor of the page's last item
     */
    static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<T> items = List.copyOf(found.subList(0, limit));
        return new Page<>(items, Optional.of(cursor.apply(items.get(limit - 1))));
    }

    /** A cursor of the shape that this list makes. */
    static String checked(String cursor, Pattern shape) {
        if (!shape.matcher(cursor).matches()) {
            throw ChatException.invalid("cursor", "cursor", "The cursor is none that this server has made.");
        }
        return cursor;
    }
}
