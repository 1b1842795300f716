package dev.parley.javalin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address under which browsers reach a mount, {@code https://chat.example.org} or {@code https://example.org/chat}.
 *
 * <p>Thread-safe: immutable.
 *
 * @param uri without a slash at the end
 */
public record PublicUrl(URI uri) {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

    /**
     * @throws IllegalArgumentException when it is not an absolute address of http or https without user, query and fragment, or
     *     has a path that would have to be escaped
     */
    public PublicUrl {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean right = (scheme.equals("https") || scheme.equals("http"))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && !uri.toString().endsWith("/");
        if (!right) {
            throw new IllegalArgumentException(wrong(uri.toString()));
        }
        if (!PATH.matcher(uri.getRawPath()).matches()) {
            throw new IllegalArgumentException(
                    "The path of the public address has letters, digits, '.', '_', '~' and '-' only, not " + uri);
        }
    }

    /**
     * Reads an address; slashes at its end do not count.
     *
     * @throws IllegalArgumentException when it is none that browsers could reach a page under
     */
    public static PublicUrl of(String text) {
        try {
            return new PublicUrl(new URI(text.replaceFirst("/+$", "")));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(wrong(text), e);
        }
    }

    private static String wrong(String text) {
        return "The public address looks like https://chat.example.org, not " + text;
    }

    boolean https() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** The address. */
    @Override
    public String toString() {
        return uri.toString();
    }
}
