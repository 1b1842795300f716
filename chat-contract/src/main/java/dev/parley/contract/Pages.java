package dev.parley.contract;

import dev.parley.core.model.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns pages until there are none left. */
final class Pages {

    private Pages() {}

    /** The items of all pages, in order. */
    static <T> List<T> all(Function<Optional<String>, Page<T>> pageAfter) {
        List<T> items = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<T> page = pageAfter.apply(cursor);
            items.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return items;
    }
}
