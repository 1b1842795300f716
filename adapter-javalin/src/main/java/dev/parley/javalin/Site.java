package dev.parley.javalin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where this chat lives: under which path of the host, and, if that was said, under which address browsers reach it.
 *
 * <p>Thread-safe: immutable.
 *
 * @param publicUrl the address of the mount, without a slash at the end
 * @param mount the path of the mount, without a slash at the end; empty for the root
 */
record Site(Optional<URI> publicUrl, String mount) {

    private static final Pattern MOUNT = Pattern.compile("(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

    /** @throws IllegalArgumentException for a path that cannot be mounted on */
    static Site at(String path, Optional<URI> publicUrl) {
        String trimmed = path.replaceFirst("/+$", "");
        String mount = trimmed.isEmpty() || trimmed.startsWith("/") ? trimmed : "/" + trimmed;
        if (!MOUNT.matcher(mount).matches()) {
            throw new IllegalArgumentException("Mount on a path of letters and digits, for example /chat, not " + path);
        }
        return new Site(publicUrl, mount);
    }

    /** @throws IllegalArgumentException when it is not an absolute address of http or https without query */
    static URI publicUrl(String text) {
        try {
            URI url = new URI(text.replaceFirst("/+$", ""));
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            boolean right = (scheme.equals("https") || scheme.equals("http"))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            if (right) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(wrongUrl(text), e);
        }
        throw new IllegalArgumentException(wrongUrl(text));
    }

    private static String wrongUrl(String text) {
        return "The public address looks like https://chat.example.org, not " + text;
    }

    /** Whether browsers are known to come by https. */
    boolean https() {
        return publicUrl
                .filter(url -> "https".equalsIgnoreCase(url.getScheme()))
                .isPresent();
    }

    /** The address of one of our paths: complete where the public address is known, else from the root of the server. */
    String link(String contextPath, String path) {
        return publicUrl.map(URI::toString).orElse(contextPath + mount) + path;
    }

    /** Each mount has a cookie of its own; under https its name keeps other hosts and paths from setting it. */
    String cookieName() {
        return (https() ? "__Host-" : "") + "parley_session" + mount.replace('/', '.');
    }
}
