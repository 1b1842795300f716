package dev.parley.javalin;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.SearchText;
import dev.parley.core.port.MessageReader.ListQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which of the numbered pages of all messages is wanted, and where those beside it are.
 *
 * <p>Thread-safe: immutable.
 */
record NumberedPage(Optional<String> user, Optional<String> search, int number, int size) {

    private static final int MOST = 100;
    private static final int USUAL = 10;

    /** @throws dev.parley.core.model.ChatException {@code INVALID} */
    static NumberedPage of(Query query) {
        long size = query.count("page_size").orElse(USUAL);
        long number = query.count("page").orElse(1);
        return new NumberedPage(
                query.text("user"), query.text("search"), (int) Math.min(number, Integer.MAX_VALUE), (int)
                        Math.min(size, MOST));
    }

    /** What to ask the core for. */
    ListQuery query(Optional<AccountId> with) {
        return new ListQuery(with, search.map(text -> SearchText.query("search", text)), number, size);
    }

    /** Whether it lies behind the last one; the first one always is there. */
    boolean isPast(long count) {
        return number > 1 && (number - 1L) * size >= count;
    }

    Optional<String> next(long count, String address) {
        return (long) number * size < count ? Optional.of(address(address, number + 1)) : Optional.empty();
    }

    Optional<String> previous(String address) {
        return number > 1 ? Optional.of(address(address, number - 1)) : Optional.empty();
    }

    private String address(String address, int other) {
        return address + "?" + user.map(text -> "user=" + encoded(text) + "&").orElse("")
                + search.map(text -> "search=" + encoded(text) + "&").orElse("")
                + (size == USUAL ? "" : "page_size=" + size + "&")
                + "page=" + other;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
