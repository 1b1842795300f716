package dev.parley.javalin;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of our own pages from those that another site makes a browser send: by {@code Origin}, which has to be the
 * public address where that is known and else the host that was asked; without it by {@code Sec-Fetch-Site}.
 *
 * <p>Thread-safe: immutable.
 */
final class SameOrigin {

    private final Optional<URI> publicUrl;

    SameOrigin(Site site) {
        this.publicUrl = site.publicUrl().map(PublicUrl::uri);
    }

    /** @throws ChatException {@code CSRF_FAILED} when the request was not, or not demonstrably, made by our own page */
    void require(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        boolean same = origin == null
                ? "same-origin".equals(request.getHeader("Sec-Fetch-Site"))
                : matches(origin, request.getHeader("Host"));
        if (!same) {
            throw ChatException.of(ErrorCode.CSRF_FAILED, expected());
        }
    }

    /** The same for requests that need no cookie: refuses only what a browser says to come from elsewhere. */
    void refuseForeign(HttpServletRequest request) {
        if (request.getHeader("Origin") != null || request.getHeader("Sec-Fetch-Site") != null) {
            require(request);
        }
    }

    private String expected() {
        String who = publicUrl
                .map(url -> "the origin " + url.getScheme() + "://" + url.getRawAuthority())
                .orElse("an Origin with the host and port of the Host header");
        return "With the cookie, a request needs " + who
                + ", or without any Origin the header Sec-Fetch-Site: same-origin. Programs send a token instead.";
    }

    private boolean matches(String origin, @Nullable String host) {
        Optional<URI> from = parsed(origin);
        return from.isPresent() && (publicUrl.isPresent() ? isPublic(from.get()) : isAsked(from.get(), host));
    }

    private boolean isPublic(URI origin) {
        return publicUrl
                .filter(url -> scheme(url).equals(scheme(origin)))
                .filter(url -> host(url).equals(host(origin)) && port(url) == port(origin))
                .isPresent();
    }

    private static boolean isAsked(URI origin, @Nullable String host) {
        return parsed(scheme(origin) + "://" + host)
                .filter(asked -> host(asked).equals(host(origin)) && port(asked) == port(origin))
                .isPresent();
    }

    /** An origin has a scheme of the web and a host, and nothing behind. */
    private static Optional<URI> parsed(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = scheme(uri).equals("http") || scheme(uri).equals("https");
            boolean bare = uri.getRawUserInfo() == null
                    && String.valueOf(uri.getRawPath()).isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return web && bare && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String scheme(URI uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }

    private static String host(URI uri) {
        return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
    }
}
