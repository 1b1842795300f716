package dev.parley.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.Chat;
import dev.parley.core.model.Account;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.Caller;
import dev.parley.core.model.Position;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * All sockets of one mount: opens them, pings them, and bounds what they hold together.
 *
 * <p>Thread-safe. Its threads are daemons and end with {@link #close}.
 */
public final class Sockets implements AutoCloseable {

    /** The longest frame that is read, in bytes. */
    public static final int MAX_FRAME = 64 * 1024;

    /** The version of the protocol that is spoken. */
    public static final int PROTOCOL = 1;

    static final Duration PING = Duration.ofSeconds(25);

    private static final System.Logger LOG = System.getLogger(Sockets.class.getName());
    private static final int BLOCKING = 4;
    private static final int SOONEST_BACK = 500;
    private static final int LATEST_BACK = 3_000;
    private static final int LATEST_OF_ALL = 30_000;

    private final Chat chat;
    private final String build;
    private final Budget budget;
    private final Set<WatchedSocket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(threads("parley-ping"));
    private final ExecutorService blocking = Executors.newFixedThreadPool(BLOCKING, threads("parley-socket"));

    /** The same with a budget of its own. */
    public Sockets(Chat chat, String build) {
        this(chat, build, Budget.ofMemory());
    }

    /**
     * @param build the version that clients are told
     * @param budget what may wait for all of them together, and for those of every other mount with the same one
     */
    public Sockets(Chat chat, String build, Budget budget) {
        this.chat = chat;
        this.build = build;
        this.budget = budget;
        timer.scheduleAtFixedRate(() -> tick(System.nanoTime()), 1, 1, TimeUnit.SECONDS);
    }

    /** Begins to serve everything of the caller. Blocks until the store has answered. */
    public Socket open(Caller caller, Connection connection) {
        return watched(new SocketSession(this, caller, connection));
    }

    /** Begins to serve the direct conversation with somebody, for clients of the older socket. */
    public Socket openDirect(Caller caller, AccountId other, Connection connection) {
        return watched(new DirectSocket(this, caller, other, connection));
    }

    private Socket watched(WatchedSocket socket) {
        open.add(socket);
        return socket;
    }

    void forget(WatchedSocket socket) {
        open.remove(socket);
    }

    /** The reason of a close code when all have to come back: each a little later than the other. */
    public String comeBack() {
        return retryAfter(untilBack().toMillis());
    }

    /**
     * How long somebody stays away who has to come back: one a little longer than the other, and all the longer the more there are,
     * so that about a thousand come a second.
     */
    public Duration untilBack() {
        int latest = Math.min(LATEST_OF_ALL, Math.max(LATEST_BACK, SOONEST_BACK + open.size()));
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(SOONEST_BACK, latest));
    }

    static String retryAfter(long millis) {
        return "{\"retry_after_ms\":" + millis + "}";
    }

    Chat chat() {
        return chat;
    }

    Budget budget() {
        return budget;
    }

    Executor blocking() {
        return blocking;
    }

    Frame hello(Account account, List<Position> positions) {
        ObjectNode hello = Frames.hello(account, chat.epoch(), positions)
                .put("protocol", PROTOCOL)
                .put("build", build)
                .put("ping_ms", PING.toMillis());
        hello.set("limits", Frames.limits(chat.limits()));
        return Frame.of(Json.text(hello));
    }

    /** Looks after every socket; one that fails keeps nobody else from being looked after, now or later. */
    void tick(long now) {
        open.forEach(socket -> tick(socket, now));
    }

    private static void tick(WatchedSocket socket, long now) {
        try {
            socket.tick(now);
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.WARNING, "A socket could not be pinged", failure);
        }
    }

    /** Stops pinging and reading; those who are connected are left to whoever connected them. */
    @Override
    public void close() {
        timer.shutdown();
        blocking.shutdown();
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
