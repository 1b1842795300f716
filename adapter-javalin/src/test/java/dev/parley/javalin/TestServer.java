package dev.parley.javalin;

import dev.parley.core.Chat;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Registration;
import io.javalin.Javalin;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A chat in memory behind a real web server on a port of its own; passwords cost nothing, and nothing is limited. */
final class TestServer implements AutoCloseable {

    static final String PASSWORD = "three small words";

    private final Chat chat;
    private final Javalin javalin;
    private final String base;

    private TestServer(Chat chat, Javalin javalin, String mount) {
        this.chat = chat;
        this.javalin = javalin;
        this.base = "http://127.0.0.1:" + javalin.port() + mount;
    }

    static TestServer start() {
        return start(chat -> chat, routes -> {});
    }

    static TestServer start(UnaryOperator<Chat.Builder> chat, Consumer<ChatRoutes> routes) {
        return mounted("", chat, routes);
    }

    static TestServer mounted(String mount, UnaryOperator<Chat.Builder> built, Consumer<ChatRoutes> settings) {
        Chat chat = built.apply(Chat.builder()
                        .stores(new MemoryStores())
                        .passwords(new Pbkdf2Hasher(1))
                        .limits(Limits.defaults().withoutRates()))
                .build();
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.concurrency.useVirtualThreads = Runtime.version().feature() >= 21;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            ChatRoutes routes = ChatRoutes.of(chat).build("test");
            settings.accept(routes);
            routes.mount(config, mount.isEmpty() ? "/" : mount);
        });
        return new TestServer(chat, javalin.start(), mount);
    }

    Chat chat() {
        return chat;
    }

    int port() {
        return javalin.port();
    }

    /** Somebody who is not logged in. */
    Visitor anybody() {
        return new Visitor(base, List.of());
    }

    /** Somebody new, with a token. */
    Visitor user(String username) {
        return anybody().bearer(token(username));
    }

    /** The token of somebody new. */
    String token(String username) {
        Account account = chat.accounts().register(Registration.of(username, PASSWORD), "test");
        return chat.sessions().start(account).secret();
    }

    /** Somebody who logs in through the page, with the cookie and what the page's requests bear. */
    Visitor browser(String username) {
        Reply reply = anybody().post("/api/session", "{'username':'" + username + "','password':'" + PASSWORD + "'}");
        String cookie = reply.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        return anybody().with("Cookie", cookie);
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        javalin.stop();
        chat.close();
    }
}
