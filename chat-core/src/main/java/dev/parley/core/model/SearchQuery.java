package dev.parley.core.model;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A search as somebody types it: one text, which has to stand in a message as it is, and filters beside it, in any order.
 * {@code from:} takes a username, with or without {@code @}, or {@code me}; {@code in:} the id of a conversation, the title of a
 * group or channel, or {@code @username} for the direct conversation with that person; {@code before:} and {@code after:} a day,
 * {@code yyyy-mm-dd} in UTC, which is itself left out; {@code has:} only {@code link}. A value with spaces stands in quotes. A text
 * that would be taken for a filter stands in quotes, as a whole. A word before a colon that is no filter is text.
 *
 * <p>Thread-safe: immutable.
 *
 * @param text in the form of {@link SearchText#query}; absent where filters are enough
 * @param from a folded username, or {@code me}
 * @param before the first day that is too late
 * @param after the last day that is too early
 * @param link whether there has to be a link in it
 */
public record SearchQuery(
        Optional<String> text,
        Optional<String> from,
        Optional<String> in,
        Optional<LocalDate> before,
        Optional<LocalDate> after,
        boolean link) {

    private static final int MAX_TYPED = 1_000;

    private static final String QUOTED = "\"[^\"]*\"(?!\\S)";

    /** A quoted stretch, which is passed over, or a filter and its value. */
    private static final Pattern TOKEN =
            Pattern.compile("(?<!\\S)(?:" + QUOTED + "|(?i:(from|in|before|after|has)):(" + QUOTED + "|\\S*))");

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /**
     * @param field what its sender calls it
     * @throws ChatException {@link ErrorCode#INVALID}: {@code query_length} for a text of fewer than 2 or more than 200 characters,
     *     or none where there is no filter either; {@code filter_value} for a filter that says nothing; {@code filter_repeated}
     */
    public static SearchQuery parse(String field, String typed) {
        if (typed.length() > MAX_TYPED) {
            throw ChatException.invalid(field, "query_length", "Search for 2 to 200 characters.");
        }
        return new Parsing(field, typed).query();
    }

    private static final class Parsing {

        private final String field;
        private final String typed;
        private final List<String> texts = new ArrayList<>();
        private final Map<String, String> filters = new HashMap<>();

        Parsing(String field, String typed) {
            this.field = field;
            this.typed = typed;
        }

        SearchQuery query() {
            takeApart();
            String text = texts.stream()
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
            boolean filtersAlone = text.isEmpty() && !filters.isEmpty();
            return new SearchQuery(
                    filtersAlone ? Optional.empty() : Optional.of(SearchText.query(field, unquoted(text, 2))),
                    value("from", Parsing::name),
                    value("in", Optional::of),
                    value("before", Parsing::day),
                    value("after", Parsing::day),
                    value("has", Parsing::link).isPresent());
        }

        private void takeApart() {
            Matcher token = TOKEN.matcher(typed);
            int end = 0;
            while (token.find()) {
                String filter = token.group(1);
                if (filter != null) {
                    texts.add(typed.substring(end, token.start()));
                    end = token.end();
                    put(filter.toLowerCase(Locale.ROOT), unquoted(token.group(2), 0));
                }
            }
            texts.add(typed.substring(end));
        }

        private void put(String filter, String value) {
            if (filters.putIfAbsent(filter, value.strip()) != null) {
                throw ChatException.invalid(field, "filter_repeated", "Give " + filter + ": only once.");
            }
        }

        private <T> Optional<T> value(String filter, Function<String, Optional<T>> reading) {
            Optional<String> value = Optional.ofNullable(filters.get(filter));
            Optional<T> read =
                    value.filter(Text::clean).filter(v -> !v.isEmpty()).flatMap(reading);
            if (value.isPresent() && read.isEmpty()) {
                throw ChatException.invalid(
                        field,
                        "filter_value",
                        "Filters are from:NAME, in:CONVERSATION, before:YYYY-MM-DD, after:YYYY-MM-DD and has:link."
                                + " Put a text that looks like one in quotes.");
            }
            return read;
        }

        private static Optional<String> name(String value) {
            String name = Username.fold(value.startsWith("@") ? value.substring(1) : value);
            return name.isEmpty() ? Optional.empty() : Optional.of(name);
        }

        private static Optional<LocalDate> day(String value) {
            try {
                return DAY.matcher(value).matches() ? Optional.of(LocalDate.parse(value)) : Optional.empty();
            } catch (DateTimeParseException noSuchDay) {
                return Optional.empty();
            }
        }

        private static Optional<Boolean> link(String value) {
            return value.equalsIgnoreCase("link") ? Optional.of(true) : Optional.empty();
        }

        /** What stands in quotes, where that is all and there is enough of it. */
        private static String unquoted(String value, int least) {
            boolean quoted = value.length() >= 2 + least && value.indexOf('"', 1) == value.length() - 1;
            return quoted && value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
        }
    }
}
