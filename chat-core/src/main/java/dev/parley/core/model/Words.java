package dev.parley.core.model;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A checked text with the names that it calls people by.
 *
 * <p>Thread-safe: immutable.
 *
 * @param names in the form of {@link Username#folded}, in their order in the text
 */
public record Words(String content, Set<String> names) {

    private static final int MOST_NAMES = 50;

    private static final Pattern NAME = Pattern.compile("(?<![\\w.@-])@([A-Za-z0-9][A-Za-z0-9._-]*)");

    public static Words of(String content) {
        Set<String> names = NAME.matcher(content)
                .results()
                .map(match -> Username.fold(match.group(1)))
                .distinct()
                .limit(MOST_NAMES)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Words(content, names);
    }
}
