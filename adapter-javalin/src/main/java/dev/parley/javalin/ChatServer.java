package dev.parley.javalin;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.net.BindException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;
import org.eclipse.jetty.server.handler.ThreadLimitHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/**
 * A web server that serves a chat and nothing else, for whoever has no Javalin to mount it on. Every answer of it bears our
 * headers, and every error is a problem, also of what is no request at all. Whoever sends slowly holds a connection for half a
 * minute, and never a thread; whoever reads slowly holds a thread, but one address only so many. A body over the bound is
 * refused before it comes, and still taken, so that whoever is sending it gets to read why.
 *
 * <p>Thread-safe.
 */
public final class ChatServer implements AutoCloseable {

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final long STOP_MILLIS = 10_000;

    /** What a body may take up while it comes, in bytes; more than its length, for it may come in many pieces. */
    private static final long MOST_RETAINED = 2L * Body.MAX_BYTES;

    private static final int THREADS_PER_ADDRESS = 100;
    private static final int COST_OF_A_PIECE = 64;

    private final Javalin javalin;

    private ChatServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for any that is free
     * @throws BindException when somebody else listens there or the address is not one of this machine
     */
    public static ChatServer start(ChatRoutes routes, String host, int port) throws BindException {
        Javalin javalin = Javalin.create(config -> {
            settings(config, host, port);
            unknownPaths(config, routes.site("/"));
            routes.mount(config, "/");
        });
        try {
            return new ChatServer(javalin.start());
        } catch (JavalinBindException e) {
            BindException bind = new BindException("Cannot listen on " + host + ":" + port);
            bind.initCause(e);
            throw bind;
        }
    }

    private static void settings(JavalinConfig config, String host, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
        config.jetty.host = host;
        config.jetty.port = port;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // else a token that differs in case only from the connection's last one would be taken for that one
            http.setHeaderCacheCaseSensitive(true);
        });
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_MILLIS);
            server.setErrorHandler(new ServerErrors());
            server.setHandler(new Lingering(threadsForAll(bodiesBeforeThreads())));
            server.addBean(new SlowRequests(server));
        });
        config.jetty.modifyServletContextHandler(context -> {
            context.setErrorHandler(new ServerErrors());
            withoutCompression(context);
        });
    }

    /** Whoever does not read his answers keeps their threads; one address keeps less than half of those there are. */
    private static ThreadLimitHandler threadsForAll(Handler next) {
        ThreadLimitHandler limit = new ThreadLimitHandler();
        limit.setThreadLimit(THREADS_PER_ADDRESS);
        limit.setHandler(next);
        return limit;
    }

    /** A request gets a thread when its body is there; one that announces too much is refused without reading it. */
    private static EagerContentHandler bodiesBeforeThreads() {
        EagerContentHandler bodies =
                new EagerContentHandler(new RetainedContentLoaderFactory(MOST_RETAINED, COST_OF_A_PIECE, true));
        bodies.exclude(request -> request.getLength() > Body.MAX_BYTES);
        return bodies;
    }

    /** What is compressed with what somebody else wrote can be guessed, and a small frame can unfold into a large one. */
    private static void withoutCompression(ServletContextHandler context) {
        context.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle starting) {
                WebSocketServerComponents.ensureWebSocketComponents(context.getServer(), context)
                        .getExtensionRegistry()
                        .unregister("permessage-deflate");
            }
        });
    }

    private static void unknownPaths(JavalinConfig config, Site site) {
        config.routes.before(ctx -> SecurityHeaders.data(ctx.res(), site));
        config.routes.error(404, ChatServer::notFound);
    }

    private static void notFound(Context ctx) {
        HttpErrors.notFound().send(ctx);
    }

    /** Where it listens. */
    public int port() {
        return javalin.port();
    }

    /** Finishes the requests that are under way, says good-bye to the sockets, and listens no more. */
    @Override
    public void close() {
        javalin.stop();
    }
}
