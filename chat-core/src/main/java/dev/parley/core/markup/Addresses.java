package dev.parley.core.markup;

import java.util.List;

/**
 * Finds addresses that may be followed. A browser has the last word on whether one can be; here it is made sure that it begins
 * with a harmless scheme, names a host, and hides no other host behind a name before an {@code @}.
 *
 * <p>Thread-safe: stateless.
 */
final class Addresses {

    private static final int NONE = -1;
    private static final List<String> WEB = List.of("https://", "http://");
    private static final String MAIL = "mailto:";

    private Addresses() {}

    /** Where the address ends that begins at a place of a running text, or -1. */
    static int bare(String text, int at, int to) {
        int host = at + web(text, at);
        if (host == at || !namesHost(text, host, to)) {
            return NONE;
        }
        int end = host;
        while (end < to && inBare(text, end, to)) {
            end++;
        }
        return withoutSentence(text, host, end);
    }

    /** Where the address ends that begins behind the parenthesis of a link, if the parenthesis closes there; else -1. */
    static int enclosed(String text, int at, int to) {
        int open = 0;
        int end = at;
        while (end < to && inEnclosed(text.charAt(end)) && !(text.charAt(end) == ')' && open == 0)) {
            open += depth(text.charAt(end));
            end++;
        }
        boolean closed = end < to && text.charAt(end) == ')';
        return closed && harmless(text, at, end) ? end : NONE;
    }

    private static boolean harmless(String text, int at, int end) {
        int web = web(text, at);
        if (web > 0) {
            return namesHost(text, at + web, end);
        }
        return text.regionMatches(true, at, MAIL, 0, MAIL.length()) && namesMailbox(text, at + MAIL.length(), end);
    }

    /** How long the beginning of a web address is here, or 0. */
    private static int web(String text, int at) {
        for (String scheme : WEB) {
            if (text.regionMatches(true, at, scheme, 0, scheme.length())) {
                return scheme.length();
            }
        }
        return 0;
    }

    /** Looks no further than the host: the rest of a line is looked through only where there is an address. */
    private static boolean namesHost(String text, int host, int end) {
        int path = host;
        while (path < end && inHost(text.charAt(path))) {
            path++;
        }
        boolean user = path < end && text.charAt(path) == '@';
        return path > host && !user && (Character.isLetterOrDigit(text.codePointAt(host)) || text.charAt(host) == '[');
    }

    private static boolean inHost(char c) {
        return visible(c) && "/?#\\@".indexOf(c) < 0;
    }

    private static boolean namesMailbox(String text, int from, int end) {
        String mailbox = text.substring(from, end);
        int at = mailbox.indexOf('@');
        return at > 0 && at < mailbox.length() - 1 && at == mailbox.lastIndexOf('@') && mailbox.indexOf('?') < 0;
    }

    private static boolean inBare(String text, int at, int to) {
        char c = text.charAt(at);
        boolean closesLink = c == ']' && at + 1 < to && text.charAt(at + 1) == '(';
        return visible(c) && "<>\"'`".indexOf(c) < 0 && !wide(c) && !closesLink;
    }

    /** No bracket: so the next link's address is never looked through twice. */
    private static boolean inEnclosed(char c) {
        return visible(c) && "<>\"`[]".indexOf(c) < 0;
    }

    private static boolean visible(char c) {
        return !Letters.blank(c) && !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
    }

    /** The punctuation of East Asian sentences, which follows without a space. */
    private static boolean wide(char c) {
        return c >= 0x3000 && c <= 0x303F || c >= 0xFF01 && c <= 0xFF0F || c >= 0xFF1A && c <= 0xFF1F;
    }

    /** The end of an address without the punctuation and the signs of the sentence around it. */
    private static int withoutSentence(String text, int from, int to) {
        int open = 0;
        for (int i = from; i < to; i++) {
            open += depth(text.charAt(i));
        }
        int end = to;
        while (end > from && belongsToSentence(text.charAt(end - 1), open)) {
            end--;
            open -= depth(text.charAt(end));
        }
        return end;
    }

    /** A closing parenthesis belongs to the address when it closes one of it. */
    private static boolean belongsToSentence(char c, int open) {
        return c == ')' ? open < 0 : ".,;:!?]}*_".indexOf(c) >= 0;
    }

    private static int depth(char c) {
        return c == '(' ? 1 : c == ')' ? -1 : 0;
    }
}
