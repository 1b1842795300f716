package dev.parley.core.model;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The form in which texts and queries are compared when searching: NFKC, without regard to case and width. Every store keeps
 * exactly this form and looks for exactly this form in it, so that all give the same answers.
 *
 * <p>Thread-safe: stateless.
 */
public final class SearchText {

    private static final int MIN_QUERY = 2;
    private static final int MAX_QUERY = 200;

    private SearchText() {}

    public static String fold(String text) {
        String upper = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    }

    /** Whether there is a link in a text of that form. */
    public static boolean hasLink(String folded) {
        return folded.contains("http://") || folded.contains("https://");
    }

    /**
     * A few words of any length in that form, for looking people up.
     *
     * @throws ChatException {@link ErrorCode#INVALID} when they are longer than 200 characters or cannot be stored
     */
    public static String words(String raw) {
        if (raw.codePointCount(0, raw.length()) > MAX_QUERY || !Text.clean(raw)) {
            throw ChatException.invalid("query", "query_length", "Look for at most 200 characters.");
        }
        return fold(raw.strip());
    }

    /**
     * A query in that form.
     *
     * @throws ChatException {@link ErrorCode#INVALID} when it has fewer than 2 or more than 200 characters, or none that can
     *     be stored
     */
    public static String query(String raw) {
        return query("query", raw);
    }

    /** The same for a query that its sender knows by another name. */
    public static String query(String field, String raw) {
        String query = Text.clean(raw) ? fold(raw.strip()) : "";
        int length = query.codePointCount(0, query.length());
        if (length < MIN_QUERY || length > MAX_QUERY) {
            throw ChatException.invalid(field, "query_length", "Search for 2 to 200 characters.");
        }
        return query;
    }
}
