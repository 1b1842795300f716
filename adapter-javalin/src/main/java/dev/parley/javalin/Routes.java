package dev.parley.javalin;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Gathers the routes and puts them onto a Javalin: each with and without a slash at its end, HEAD wherever there is GET, 405 for
 * the other methods of a path, and 404 for whatever else lies below {@code /api}. Whoever is not logged in gets only to what is
 * declared {@link #open}.
 *
 * <p>Not thread-safe: used while mounting.
 */
final class Routes {

    /** What any of our paths takes. */
    static final Set<String> USUAL = new TreeSet<>(Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));

    /** What there is at all. */
    static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY");

    private record Route(String method, String path, Action.Open action) {}

    private final List<Route> routes = new ArrayList<>();
    private final Authentication authentication;

    Routes(Authentication authentication) {
        this.authentication = authentication;
    }

    void get(String path, Action action) {
        guarded("GET", path, action);
    }

    void post(String path, Action action) {
        guarded("POST", path, action);
    }

    void put(String path, Action action) {
        guarded("PUT", path, action);
    }

    void patch(String path, Action action) {
        guarded("PATCH", path, action);
    }

    void delete(String path, Action action) {
        guarded("DELETE", path, action);
    }

    private void guarded(String method, String path, Action action) {
        open(method, path, call -> action.answer(call, authentication.caller(call.request())));
    }

    /** A route for anybody. */
    void open(String method, String path, Action.Open action) {
        routes.add(new Route(method, path, action));
        if (method.equals("GET")) {
            routes.add(new Route("HEAD", path, action));
        }
    }

    /** What there is, for the document: each path with its methods. */
    Map<String, Set<String>> methods() {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        routes.forEach(route ->
                methods.computeIfAbsent(route.path(), path -> new TreeSet<>()).add(route.method()));
        return methods;
    }

    /** Adds everything to a Javalin. Of two routes that fit, the first one is taken, so what is exact comes first. */
    void mount(JavalinConfig config, String mount, Function<Action.Open, Handler> handler) {
        routes.forEach(route -> add(config, route.method(), mount + route.path(), handler.apply(route.action())));
        methods()
                .forEach((path, allowed) -> METHODS.stream()
                        .filter(method -> !allowed.contains(method))
                        .forEach(method -> add(
                                config,
                                method,
                                mount + path,
                                handler.apply(call -> HttpErrors.methodNotAllowed(allowed)))));
        Handler notFound = handler.apply(call -> HttpErrors.notFound());
        METHODS.forEach(method -> add(config, method, mount + "/api/<rest>", notFound));
        METHODS.forEach(method -> add(config, method, mount + "/api", notFound));
    }

    private static void add(JavalinConfig config, String method, String path, Handler handler) {
        HandlerType type = HandlerType.findOrCreate(method);
        config.routes.addHttpHandler(type, path, handler);
        config.routes.addHttpHandler(type, path + "/", handler);
    }
}
