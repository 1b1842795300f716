package dev.parley.javalin;

import dev.parley.core.model.ChatException;
import dev.parley.core.model.ErrorCode;
import dev.parley.wire.Fields;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/**
 * One request, as the routes read it.
 *
 * <p>Not thread-safe: serves one request.
 */
final class Call {

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,15}");

    private final Context ctx;
    private final String address;

    Call(Context ctx, String address) {
        this.ctx = ctx;
        this.address = address;
    }

    HttpServletRequest request() {
        return ctx.req();
    }

    /** Where it comes from, for limits. */
    String address() {
        return address;
    }

    /** The path that our host lives under. */
    String contextPath() {
        return ctx.contextPath();
    }

    String path(String name) {
        return ctx.pathParam(name);
    }

    /** An id in the path; what can be none is not found. */
    long id(String name) {
        return idIn(ctx.pathParam(name));
    }

    /** An id in a text. */
    static long idIn(String text) {
        long id = ID.matcher(text).matches() ? Long.parseLong(text) : 0;
        if (id < 1 || id > Fields.MAX_ID) {
            throw ChatException.of(ErrorCode.NOT_FOUND);
        }
        return id;
    }

    Query query() {
        return Query.parse(ctx.queryString());
    }

    Fields body() {
        return Body.read(ctx.req());
    }
}
