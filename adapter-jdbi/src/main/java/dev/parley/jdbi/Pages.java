package dev.parley.jdbi;

import dev.parley.core.model.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Pages from a list that was read one longer than the page. */
final class Pages {

    private Pages() {}

    /** @param cursor of the page's last item */
    static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<T> items = List.copyOf(found.subList(0, limit));
        return new Page<>(items, Optional.of(cursor.apply(items.get(limit - 1))));
    }
}
