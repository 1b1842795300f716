package dev.parley.core.memory;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Cuts pages by key: a cursor is the last key of the page before, so that what is inserted meanwhile shifts nothing. */
final class Pages {

    private Pages() {}

    /**
     * The items after the cursor in the order of their keys.
     *
     * @param key unique
     * @param shape what every key looks like, and so every cursor
     */
    static <T> Page<T> of(Stream<T> items, Function<T, String> key, Pattern shape, Optional<String> cursor, int limit) {
        String after = cursor.map(word -> checked(word, shape)).orElse("");
        List<T> found = items.filter(item -> key.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(key))
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<T> page = more ? found.subList(0, limit) : found;
        return new Page<>(page, more ? Optional.of(key.apply(page.get(limit - 1))) : Optional.empty());
    }

    private static String checked(String cursor, Pattern shape) {
        if (!shape.matcher(cursor).matches()) {
            throw ChatException.invalid("cursor", "cursor", "The cursor is none that this server has made.");
        }
        return cursor;
    }
}
