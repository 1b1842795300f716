package dev.parley.javalin;

import dev.parley.core.model.ChatException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The cookie that a log-in through the page is recognised by.
 *
 * <p>Thread-safe: immutable.
 */
final class SessionCookie {

    private final Site site;

    SessionCookie(Site site) {
        this.site = site;
    }

    /** @throws ChatException {@code INVALID} when it comes twice: nobody could say which one counts */
    Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        List<String> values = Arrays.stream(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(site.cookieName()))
                .map(Cookie::getValue)
                .toList();
        if (values.size() > 1) {
            throw ChatException.invalid(
                    "cookie", "repeated", "The session cookie came twice. Clear this site's cookies.");
        }
        return values.stream().findFirst();
    }

    /** The header that sets it. */
    String set(String secret, Instant now, Instant expiresAt) {
        return line(secret, Math.max(0, Duration.between(now, expiresAt).toSeconds()));
    }

    /** The header that takes it away. */
    String clear() {
        return line("", 0);
    }

    private String line(String value, long seconds) {
        return site.cookieName() + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax"
                + (site.https() ? "; Secure" : "");
    }
}
