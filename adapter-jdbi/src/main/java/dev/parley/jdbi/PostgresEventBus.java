package dev.parley.jdbi;

import dev.parley.core.port.Bell;
import dev.parley.core.port.EventBus;
import dev.parley.jdbi.OwnConnection.Source;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * The bus on PostgreSQL's {@code LISTEN} and {@code NOTIFY}.
 *
 * <p>{@code NOTIFY} inside a message's transaction would make all commits of the server wait for each other, so that what is
 * rung gathers here and goes out by a connection of its own: the first ring at once, and then as one notice what has come
 * within a few milliseconds. Another connection listens. Both are made again, with growing pauses, when they break; whoever
 * listens is told that something may have been missed as soon as it is heard again. A server that says nothing is asked every
 * few seconds whether it is still there.
 *
 * <p>Thread-safe. Two threads of its own, which nobody interrupts.
 */
final class PostgresEventBus implements EventBus {

    private static final System.Logger LOG = System.getLogger(PostgresEventBus.class.getName());
    private static final Duration BETWEEN_NOTICES = Duration.ofMillis(5);
    private static final Duration PARTING = Duration.ofSeconds(1);
    private static final int POLL_MILLIS = 500;
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(5);

    /** Two chats in two schemas of one database are not to hear each other. */
    private static final String CHANNEL = "select 'parley_' || md5(current_schema())";

    private static final String NOTIFY = "select pg_notify(?, ?)";

    /** A notice changes nothing, so that nothing needs to be durable before it goes out. */
    private static final String LAZY = "set synchronous_commit = off";

    private final List<Joined> lines = new CopyOnWriteArrayList<>();
    private final Pending pending = new Pending();
    private final FailureLog log = new FailureLog();
    private final Source source;
    private @Nullable OwnConnection ear;
    private @Nullable OwnConnection mouth;
    private boolean closed;

    PostgresEventBus(Source source) {
        this.source = source;
    }

    @Override
    public Line join(Node node) {
        Joined line = new Joined(node);
        lines.add(line);
        start();
        return line;
    }

    private synchronized void start() {
        if (ear == null && !closed) {
            ear = new OwnConnection("parley-ear", source, this::listen, log);
            mouth = new OwnConnection("parley-bell", source, this::speak, log);
            ear.start();
            mouth.start();
        }
    }

    /** What one has to say, under a name by which it knows its own words again. */
    private final class Joined implements Line {

        private final String name = UUID.randomUUID().toString().substring(0, 8);
        private final Node node;

        Joined(Node node) {
            this.node = node;
        }

        @Override
        public void ring(Bell bell) {
            pending.ring(name, bell);
        }

        @Override
        public void whisper(String text) {
            if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_WHISPER) {
                throw new IllegalArgumentException("Too long for a whisper");
            }
            pending.whisper(name, text);
        }

        @Override
        public void close() {
            pending.awaitSent(PARTING);
            lines.remove(this);
        }
    }

    private void speak(OwnConnection own) throws SQLException {
        List<Notice> first = pending.take(own::closed);
        if (first.isEmpty()) {
            return;
        }
        try {
            speak(own, first);
        } catch (SQLException broken) {
            pending.lost();
            throw broken;
        }
    }

    private void speak(OwnConnection own, List<Notice> first) throws SQLException {
        Connection connection = own.connect();
        execute(connection, LAZY);
        String channel = channel(connection);
        try (PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
            notify.setString(1, channel);
            for (List<Notice> notices = first; !notices.isEmpty(); notices = pending.take(own::closed)) {
                send(notify, notices);
                pending.sent();
                own.pause(BETWEEN_NOTICES);
            }
        }
    }

    private static void send(PreparedStatement notify, List<Notice> notices) throws SQLException {
        for (Notice notice : notices) {
            notify.setString(2, notice.text());
            notify.execute();
        }
    }

    private void listen(OwnConnection own) throws SQLException {
        Connection connection = own.connect();
        execute(connection, "listen \"" + channel(connection) + "\"");
        lines.forEach(line -> tell(line, Node::missed));
        PGConnection notices = connection.unwrap(PGConnection.class);
        long heard = System.nanoTime();
        while (!own.closed()) {
            PGNotification[] some = notices.getNotifications(POLL_MILLIS);
            if (some != null && some.length > 0) {
                deliver(some);
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > SILENCE) {
                execute(connection, "select 1");
                heard = System.nanoTime();
            }
        }
    }

    private void deliver(PGNotification[] some) {
        for (PGNotification one : some) {
            Notice.of(one.getParameter()).ifPresent(this::deliver);
        }
    }

    private void deliver(Notice notice) {
        lines.stream().filter(line -> !line.name.equals(notice.from())).forEach(line -> tell(line, notice::tell));
    }

    private static void tell(Joined line, Consumer<Node> what) {
        try {
            what.accept(line.node);
        } catch (RuntimeException | Error e) { // whatever it is: all others are to hear it, and what comes after it
            LOG.log(System.Logger.Level.WARNING, "A notice of another process could not be followed", e);
        }
    }

    private static String channel(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet channel = statement.executeQuery(CHANNEL)) {
            channel.next();
            return channel.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        pending.awaitSent(PARTING);
        OwnConnection listening;
        OwnConnection speaking;
        synchronized (this) {
            closed = true;
            listening = ear;
            speaking = mouth;
        }
        pending.close();
        if (listening != null && speaking != null) {
            listening.stop();
            speaking.stop();
            listening.join();
            speaking.join();
        }
    }
}
