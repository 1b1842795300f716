package dev.parley.javalin;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What every answer tells browsers: not to guess types, not to frame, not to share, not to keep.
 *
 * <p>Thread-safe: stateless.
 */
final class SecurityHeaders {

    /** Data is never a document: nothing may load, run or frame. */
    static final String DATA_POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

    private SecurityHeaders() {}

    /** For any answer, whatever it holds. */
    static void common(HttpServletResponse response, Site site) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (site.https()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /** For an answer that holds data. */
    static void data(HttpServletResponse response, Site site) {
        common(response, site);
        response.setHeader("Content-Security-Policy", DATA_POLICY);
        response.setHeader("Cache-Control", "no-store, private");
        response.setHeader("Vary", "Origin, Cookie, Authorization");
    }
}
