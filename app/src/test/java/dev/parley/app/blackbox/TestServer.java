package dev.parley.app.blackbox;

import dev.parley.core.Chat;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Registration;
import dev.parley.core.port.PasswordHasher;
import dev.parley.core.port.Stores;
import dev.parley.javalin.ChatRoutes;
import dev.parley.javalin.ChatServer;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A server as the app puts it together, on a port of its own. Unless a suite says otherwise, hashing costs nothing and nothing is
 * limited by rate. Whoever is registered here gets a name that nobody else on this server has.
 */
final class TestServer implements AutoCloseable {

    static final String PASSWORD = "three small words";

    private final Database.Place place;
    private final CountingStores stores;
    private final CountingHasher hasher;
    private final Chat chat;
    private final ChatServer server;
    private final AtomicInteger people = new AtomicInteger();

    private TestServer(Database.Place place, Settings settings) {
        this.place = place;
        this.stores = new CountingStores(place.open());
        this.hasher = new CountingHasher(settings.hasher());
        this.chat = settings.chat()
                .apply(Chat.builder()
                        .stores(stores)
                        .passwords(hasher)
                        .limits(Limits.defaults().withoutRates()))
                .build();
        this.server = listen(chat, settings);
    }

    /** What a suite may set. */
    record Settings(PasswordHasher hasher, UnaryOperator<Chat.Builder> chat, Consumer<ChatRoutes> routes) {

        static Settings usual() {
            return new Settings(new Pbkdf2Hasher(1), chat -> chat, routes -> {});
        }

        Settings hasher(PasswordHasher other) {
            return new Settings(other, chat, routes);
        }

        Settings chat(UnaryOperator<Chat.Builder> other) {
            return new Settings(hasher, other, routes);
        }

        Settings routes(Consumer<ChatRoutes> other) {
            return new Settings(hasher, chat, other);
        }
    }

    static TestServer start(Database database, Path folder, Settings settings) {
        return new TestServer(database.create(folder), settings);
    }

    private static ChatServer listen(Chat chat, Settings settings) {
        ChatRoutes routes = ChatRoutes.of(chat).build("test");
        settings.routes().accept(routes);
        try {
            return ChatServer.start(routes, "127.0.0.1", 0);
        } catch (BindException e) {
            throw new IllegalStateException(e);
        }
    }

    Chat chat() {
        return chat;
    }

    Stores stores() {
        return stores;
    }

    /** How often the store was asked so far, whatever for. */
    long questions() {
        return stores.asked();
    }

    /** How many passwords were hashed so far. */
    long hashes() {
        return hasher.count();
    }

    /** How many were hashed at once at the most. */
    int mostHashesAtOnce() {
        return hasher.mostAtOnce();
    }

    Database.Place place() {
        return place;
    }

    int port() {
        return server.port();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The origin of our own page. */
    String origin() {
        return address().toString();
    }

    /** Somebody who is not logged in. */
    Client anybody() {
        return new Client(address(), List.of(), "", 0, "");
    }

    /** A name that was not given away before. */
    String freeName(String stem) {
        return stem + people.incrementAndGet();
    }

    /** Somebody new, logged in as a program. */
    Client user(String stem) {
        return named(freeName(stem));
    }

    /** The same with that very name. */
    Client named(String username) {
        Account account = chat.accounts().register(Registration.of(username, PASSWORD), username);
        return loggedIn(account);
    }

    /** Somebody who administers. */
    Client administrator() {
        String name = freeName("root");
        return loggedIn(chat.administration().createUser(Registration.of(name, PASSWORD), true));
    }

    private Client loggedIn(Account account) {
        String token = chat.sessions().start(account).secret();
        String name = account.username().orElseThrow();
        return new Client(address(), List.of(), name, account.id().value(), token)
                .with("Authorization", "Bearer " + token);
    }

    /** The same person once more, in another session. */
    Client again(Client person) {
        return loggedIn(chat.accounts().account(person.actor()));
    }

    /** The same person in a browser, logged in by cookie; without what tells where a request comes from. */
    Client browser(Client person) {
        Reply reply =
                anybody().post("/api/session", "{'username':'%s','password':'%s'}".formatted(person.name(), PASSWORD));
        return new Client(address(), List.of(), person.name(), person.id(), "").with("Cookie", reply.cookie());
    }

    @Override
    public void close() {
        server.close();
        chat.close();
    }
}
