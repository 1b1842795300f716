package dev.parley.app;

import dev.parley.argon2.Argon2Hasher;
import dev.parley.core.Chat;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Registration;
import dev.parley.javalin.ChatRoutes;
import dev.parley.javalin.ChatServer;
import dev.parley.jdbi.JdbiStores;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server that runs for the browser tests, on an H2 file, with a clock that can be set back to write what was said earlier.
 *
 * <p>Thread-safe.
 */
final class LiveChat implements AutoCloseable {

    static final String PASSWORD = "three small words";

    /** How much slower the clock of the deadlines runs, so that none is missed on a machine that is busy. */
    private static final int SLOWER = 20;

    private static final int LONGEST = 20;

    private final AtomicInteger people = new AtomicInteger();
    private final AtomicReference<Duration> ago = new AtomicReference<>(Duration.ZERO);
    private final Chat chat;
    private final ChatServer server;

    private LiveChat(Path directory) throws BindException {
        this.chat = Chat.builder()
                .stores(JdbiStores.open(
                        "jdbc:h2:file:" + directory.toAbsolutePath().resolve("parley")))
                .passwords(new Argon2Hasher())
                .limits(Limits.defaults().withoutRates())
                .nanos(() -> System.nanoTime() / SLOWER)
                .clock(() -> Instant.now().minus(ago.get()))
                .build();
        this.server = ChatServer.start(ChatRoutes.of(chat), "127.0.0.1", 0);
    }

    static LiveChat start(Path directory) throws BindException {
        return new LiveChat(directory);
    }

    /** Where a browser finds a path of it. */
    String url(String path) {
        return "http://" + Chromium.HOST + ":" + server.port() + path;
    }

    /** Somebody new. The username comes from the name's first word, and there is one only once. */
    Somebody somebody(String name) {
        String letters = name.split(" ")[0].replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
        String word = letters.isEmpty() ? "guest" : letters.substring(0, Math.min(letters.length(), LONGEST));
        return somebody(word + people.incrementAndGet(), name);
    }

    /** Somebody new with a certain username. */
    Somebody somebody(String username, String name) {
        Registration wanted = Registration.of(username, PASSWORD).withDisplayName(name);
        return new Somebody(chat.accounts().register(wanted, "local").id(), username, name);
    }

    Message post(Somebody from, Somebody to, String content) {
        return chat.messages()
                .post(from.actor(), Pair.of(from.id(), to.id()), Draft.text(content))
                .message();
    }

    /** The same, a while ago. */
    Message post(Duration before, Somebody from, Somebody to, String content) {
        ago.set(before);
        try {
            return post(from, to, content);
        } finally {
            ago.set(Duration.ZERO);
        }
    }

    void edit(Somebody author, Message message, String content) {
        chat.messages().edit(author.actor(), message.id(), content);
    }

    void delete(Somebody author, Message message) {
        chat.messages().delete(author.actor(), message.id());
    }

    @Override
    public void close() {
        server.close();
        chat.close();
    }

    /** Somebody with an account. */
    record Somebody(AccountId id, String username, String name) {

        Actor actor() {
            return Actor.user(id);
        }
    }
}
