package dev.parley.javalin;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.Text;
import dev.parley.wire.Fields;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters in an address. Each is taken only if it comes once; those that nobody asks for are ignored. All methods throw
 * {@link ChatException} with {@code INVALID} for what is not right.
 *
 * <p>Thread-safe: immutable.
 */
final class Query {

    /** What stands for bytes that are no character. */
    private static final char UNREADABLE = '\uFFFD';

    private static final Pattern HUGE = Pattern.compile("[0-9]{19,}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    static Query parse(@Nullable String raw) {
        Map<String, List<String>> values = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
        return new Query(values);
    }

    private static String decoded(String part) {
        String text;
        try {
            text = URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        if (text.indexOf(UNREADABLE) >= 0) {
            throw malformed();
        }
        return text;
    }

    /** A text; empty counts as absent. */
    Optional<String> text(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        if (all.size() > 1) {
            throw ChatException.invalid(name, "repeated", "Give " + name + " only once.");
        }
        Optional<String> value = all.stream().findFirst().filter(text -> !text.isEmpty());
        if (value.filter(text -> !Text.clean(text)).isPresent()) {
            throw ChatException.invalid(
                    name, "invalid_characters", "The parameter " + name + " holds characters that cannot be.");
        }
        return value;
    }

    /** A whole number within bounds. */
    OptionalLong number(String name, long min, long max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        long number = NUMBER.matcher(text.get()).matches() ? Long.parseLong(text.get()) : Long.MIN_VALUE;
        if (number < min || number > max) {
            throw ChatException.invalid(
                    name, "out_of_range", "The parameter " + name + " is a number " + range(min, max) + ".");
        }
        return OptionalLong.of(number);
    }

    private static ChatException malformed() {
        return ChatException.invalid(
                "query", "malformed", "The address has a % that does not begin a character of UTF-8.");
    }

    /** Whether something is wanted: {@code true}, or {@code false} as where nothing is said. */
    boolean flag(String name) {
        String text = text(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw ChatException.invalid(name, "not_a_flag", "The parameter " + name + " is true or false.");
        }
        return text.equals("true");
    }

    /** A number of 1 or more; where only its size matters, one that is too long to read is a large one. */
    OptionalLong count(String name) {
        boolean huge = text(name).filter(HUGE.asMatchPredicate()).isPresent();
        return huge ? OptionalLong.of(Long.MAX_VALUE) : number(name, 1, Long.MAX_VALUE);
    }

    private static String range(long min, long max) {
        return max >= Fields.MAX_ID ? "of " + min + " or more" : "from " + min + " to " + max;
    }

    /** How many are wanted at the most: 1 to 100, 50 where nothing is said. */
    int limit() {
        return (int) number("limit", 1, 100).orElse(50);
    }
}
