package dev.parley.javalin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * What every request passes: it gets an id and the headers of an answer, and whatever goes wrong behind it becomes an answer.
 *
 * <p>Thread-safe.
 */
final class Gate {

    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Site site;
    private final TrustedProxies proxies;

    Gate(Site site, TrustedProxies proxies) {
        this.site = site;
        this.proxies = proxies;
    }

    Handler handler(Action.Open action) {
        return ctx ->
                send(ctx, answer(ctx, overridden(ctx) ? call -> HttpErrors.methodNotAllowed(Routes.USUAL) : action));
    }

    /** What the web server itself would stumble over: a path that cannot be decoded, a method that nobody knows. */
    void refuseUnreadable(Context ctx) {
        if (!decodable(ctx.path())) {
            send(ctx, answer(ctx, call -> HttpErrors.malformedPath()));
        } else if (overridden(ctx) || !Routes.METHODS.contains(ctx.req().getMethod())) {
            send(ctx, answer(ctx, call -> HttpErrors.methodNotAllowed(Routes.USUAL)));
        }
    }

    /** With a refusal nothing more is to happen: pages for errors are the host's, but problems are ours. */
    private static void send(Context ctx, Answer answer) {
        answer.send(ctx);
        if (answer.status() >= 400) {
            ctx.skipRemainingHandlers();
        }
    }

    /** Whether a header names another method than the request does; the web server would go by the header. */
    private static boolean overridden(Context ctx) {
        return !ctx.method().name().equals(ctx.req().getMethod());
    }

    private static boolean decodable(String path) {
        try {
            return !URLDecoder.decode(path, StandardCharsets.UTF_8).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Headers, and the answer with all that can go wrong turned into one. */
    Answer answer(Context ctx, Action.Open action) {
        String id = requestId(ctx.req());
        ctx.header(REQUEST_ID, id);
        SecurityHeaders.data(ctx.res(), site);
        try {
            return action.answer(new Call(ctx, proxies.clientOf(ctx.req())));
        } catch (RuntimeException e) {
            return HttpErrors.answer(e, id);
        }
    }

    /** The id that a trusted proxy gave it, or a new one. */
    private String requestId(HttpServletRequest request) {
        String given = request.getHeader(REQUEST_ID);
        boolean believed = given != null && ID.matcher(given).matches() && proxies.brought(request);
        return believed
                ? given
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
