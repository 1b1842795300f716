package dev.parley.wire.client;

import java.net.URI;
import java.util.Map;

/**
 * Where a server is.
 *
 * <p>Thread-safe: immutable.
 *
 * @param base scheme (http or https), host, port and mount; without a slash at its end
 */
public record Address(URI base) {

    private static final Map<String, String> HTTP =
            Map.of("ws", "http", "http", "http", "wss", "https", "https", "https");

    /**
     * Reads what somebody wrote: {@code http}, {@code https}, {@code ws} or {@code wss}, with the path of the mount where there
     * is one; the name of the socket at its end does no harm.
     *
     * @throws IllegalArgumentException when it is no such address; its message says what would be one
     */
    public static Address of(String text) {
        URI uri = parsed(text);
        String scheme = HTTP.getOrDefault(String.valueOf(uri.getScheme()), "");
        if (scheme.isEmpty() || uri.getHost() == null || uri.getUserInfo() != null) {
            throw wrong(text);
        }
        String mount = String.valueOf(uri.getRawPath()).replaceFirst("/(ws/?)?$", "");
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new Address(URI.create(scheme + "://" + uri.getHost() + port + mount));
    }

    private static URI parsed(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                text + " is no address like http://127.0.0.1:8080 or wss://chat.example.org/mount.");
    }

    /** The address of a route of HTTP, which begins with a slash. */
    public URI http(String route) {
        return URI.create(base + route);
    }

    /** The address of the socket. */
    public URI socket() {
        return URI.create("ws" + base.toString().substring("http".length()) + "/ws");
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
