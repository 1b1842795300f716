package dev.parley.javalin;

import dev.parley.core.Sessions;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells who is asking: by the header {@code Authorization} ({@code Bearer}, or the older {@code Token}), else by the cookie.
 * With the header, the cookie is not looked at. What comes with the cookie and changes something, or opens a socket, has to come
 * from our own page.
 *
 * <p>Thread-safe. Blocks until the store has answered.
 */
final class Authentication {

    private static final Pattern CREDENTIALS = Pattern.compile("(?i:Bearer|Token) +([^ ]+)");
    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final SameOrigin sameOrigin;

    Authentication(Sessions sessions, SessionCookie cookie, SameOrigin sameOrigin) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.sameOrigin = sameOrigin;
    }

    /** @throws ChatException {@code UNAUTHENTICATED}, {@code CSRF_FAILED} */
    Caller caller(HttpServletRequest request) {
        return caller(request, !SAFE.contains(request.getMethod()));
    }

    /** The same for the handshake of a socket, which is a GET but gives more than one. */
    Caller callerOfHandshake(HttpServletRequest request) {
        return caller(request, true);
    }

    private Caller caller(HttpServletRequest request, boolean ownPageOnly) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        Optional<String> secret = headers.isEmpty() ? byCookie(request, ownPageOnly) : byHeader(headers);
        return secret.flatMap(sessions::authenticate).orElseThrow(() -> ChatException.of(ErrorCode.UNAUTHENTICATED));
    }

    private static Optional<String> byHeader(List<String> headers) {
        if (headers.size() > 1) {
            throw ChatException.invalid("authorization", "repeated", "The Authorization header came twice.");
        }
        Matcher credentials = CREDENTIALS.matcher(headers.get(0).strip());
        return credentials.matches() ? Optional.of(credentials.group(1)) : Optional.empty();
    }

    private Optional<String> byCookie(HttpServletRequest request, boolean ownPageOnly) {
        Optional<String> secret = cookie.read(request);
        if (secret.isPresent() && ownPageOnly) {
            sameOrigin.require(request);
        }
        return secret;
    }

    /** The caller whose cookie this browser still holds, if any. */
    Optional<Caller> browser(HttpServletRequest request) {
        return cookie.read(request).flatMap(sessions::authenticate);
    }
}
