package dev.parley.javalin;

import dev.parley.wire.Connection;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the protocol over a socket of Jetty. It can be used before the handshake has been answered: what is written
 * then waits for the socket.
 *
 * <p>Thread-safe; callbacks are called without a lock.
 */
final class JettyConnection implements Connection {

    /** A text that waits for the socket; there is never more than one on the way. */
    private record Waiting(String text, Callback callback) {}

    /** A good-bye that waits for the socket. */
    private record GoodBye(int code, String reason) {}

    private @Nullable Session session;
    private @Nullable Waiting waiting;
    private @Nullable GoodBye goodBye;
    private boolean cut;

    /** The socket is there. */
    void attach(Session opened) {
        Waiting text;
        GoodBye last;
        boolean over;
        synchronized (this) {
            session = opened;
            text = waiting;
            waiting = null;
            last = goodBye;
            over = cut;
        }
        if (over) {
            opened.disconnect();
        }
        if (text != null) {
            send(opened, text);
        }
        if (last != null) {
            say(opened, last);
        }
    }

    @Override
    public void write(String text, Callback callback) {
        Waiting next = new Waiting(text, callback);
        Session open = openOrWait(next);
        if (open != null) {
            send(open, next);
        }
    }

    private synchronized @Nullable Session openOrWait(Waiting next) {
        if (session == null) {
            waiting = next;
        }
        return session;
    }

    private static void send(Session open, Waiting next) {
        Callback callback = next.callback();
        open.sendText(
                next.text(),
                org.eclipse.jetty.websocket.api.Callback.from(callback::written, failure -> callback.failed()));
    }

    @Override
    public void close(int code, String reason) {
        GoodBye last = new GoodBye(code, reason);
        Session open;
        synchronized (this) {
            if (goodBye != null) {
                return;
            }
            goodBye = last;
            open = session;
        }
        if (open != null) {
            say(open, last);
        }
    }

    private static void say(Session open, GoodBye last) {
        open.close(last.code(), last.reason(), org.eclipse.jetty.websocket.api.Callback.NOOP);
    }

    @Override
    public void disconnect() {
        Waiting lost;
        Session open;
        synchronized (this) {
            cut = true;
            lost = waiting;
            waiting = null;
            open = session;
        }
        if (open != null) {
            open.disconnect();
        }
        if (lost != null) {
            lost.callback().failed();
        }
    }
}
