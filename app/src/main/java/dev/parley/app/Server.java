package dev.parley.app;

import dev.parley.argon2.Argon2Hasher;
import dev.parley.cli.launch.Build;
import dev.parley.core.Chat;
import dev.parley.javalin.ChatRoutes;
import dev.parley.javalin.ChatServer;
import dev.parley.jdbi.DatabaseReport;
import dev.parley.jdbi.JdbiStores;
import java.net.BindException;
import java.util.concurrent.CountDownLatch;

/**
 * Everything put together and running: the database, the chat on it, the web server in front. It stops in the other order, so
 * that what was accepted is finished (G16).
 *
 * <p>Thread-safe.
 */
final class Server implements AutoCloseable {

    private final ChatServer web;
    private final Chat chat;
    private final DatabaseReport found;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Server(ChatServer web, Chat chat, DatabaseReport found) {
        this.web = web;
        this.chat = chat;
        this.found = found;
    }

    /**
     * Opens the database and begins to listen.
     *
     * @throws BindException when the port cannot be listened on
     * @throws dev.parley.jdbi.DatabaseException when the database cannot be used
     */
    static Server start(Settings settings) throws BindException {
        JdbiStores stores = JdbiStores.open(settings.database());
        try {
            DatabaseReport found = stores.describe();
            return listen(settings, chat(settings, stores), found);
        } catch (BindException | RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    private static Chat chat(Settings settings, JdbiStores stores) {
        return Chat.builder()
                .stores(stores)
                .passwords(new Argon2Hasher())
                .limits(settings.limits())
                .registration(settings.registrationOpen())
                .build();
    }

    private static Server listen(Settings settings, Chat chat, DatabaseReport found) throws BindException {
        try {
            ChatServer web = ChatServer.start(routes(settings, chat), settings.host(), settings.port());
            return new Server(web, chat, found);
        } catch (BindException | RuntimeException e) {
            chat.close();
            throw e;
        }
    }

    private static ChatRoutes routes(Settings settings, Chat chat) {
        ChatRoutes routes = ChatRoutes.of(chat).build(Build.version()).trustedProxies(settings.trustedProxies());
        settings.publicUrl().ifPresent(routes::publicUrl);
        return routes;
    }

    int port() {
        return web.port();
    }

    /** What was in the database when it was opened. */
    DatabaseReport found() {
        return found;
    }

    /** Returns when the server has been closed. */
    void join() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        web.close();
        chat.close();
        closed.countDown();
    }
}
