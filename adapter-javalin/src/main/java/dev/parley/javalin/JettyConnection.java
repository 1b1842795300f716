package dev.parley.javalin;

import dev.parley.wire.Connection;
import dev.parley.wire.Frame;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the protocol over a socket of Jetty. It can be used before the handshake has been answered: what is written
 * then waits for the socket.
 *
 * <p>Thread-safe; callbacks are called without a lock.
 */
final class JettyConnection implements Connection {

    /** A frame that waits for the socket; there is never more than one on the way. */
    private record Waiting(Frame frame, Callback callback) {}

    /** A good-bye that waits for the socket. */
    private record GoodBye(int code, String reason) {}

    private @Nullable Session session;
    private @Nullable Waiting waiting;
    private @Nullable GoodBye goodBye;
    private boolean cut;

    /** The socket is there. */
    void attach(Session opened) {
        Waiting first;
        GoodBye last;
        boolean over;
        synchronized (this) {
            session = opened;
            first = waiting;
            waiting = null;
            last = goodBye;
            over = cut;
        }
        if (over) {
            opened.disconnect();
        }
        if (first != null) {
            send(opened, first);
        }
        if (last != null) {
            say(opened, last);
        }
    }

    @Override
    public void write(Frame frame, Callback callback) {
        Waiting next = new Waiting(frame, callback);
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

    /** As text is sent, but with bytes that all connections share: to encode it for each would be most of the work. */
    private static void send(Session open, Waiting next) {
        Callback callback = next.callback();
        CoreSession core = coreOf(open);
        if (core != null) {
            core.sendFrame(
                    new org.eclipse.jetty.websocket.core.Frame(
                            OpCode.TEXT, next.frame().utf8()),
                    org.eclipse.jetty.util.Callback.from(callback::written, failure -> callback.failed()),
                    false);
        } else {
            open.sendText(
                    next.frame().text(),
                    org.eclipse.jetty.websocket.api.Callback.from(callback::written, failure -> callback.failed()));
        }
    }

    /** Counts pings, and the answers to ours, which no handler of a message is told of. */
    @Override
    public long received() {
        return coreOf(opened()) instanceof WebSocketCoreSession core
                ? core.getConnection().getMessagesIn()
                : 0;
    }

    private synchronized @Nullable Session opened() {
        return session;
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

    /**
     * Past the session, which behind most codes below 3000 cuts the connection at once: who is just sending would then meet a
     * reset, and never read the good-bye before it.
     */
    private static void say(Session open, GoodBye last) {
        if (coreOf(open) instanceof WebSocketCoreSession core) {
            org.eclipse.jetty.websocket.core.Frame frame = new CloseStatus(last.code(), last.reason()).toFrame();
            core.getConnection()
                    .enqueueFrame(new OutgoingEntry.Builder(frame, org.eclipse.jetty.util.Callback.NOOP).build());
        } else {
            open.close(last.code(), last.reason(), org.eclipse.jetty.websocket.api.Callback.NOOP);
        }
    }

    private static @Nullable CoreSession coreOf(@Nullable Session open) {
        return open instanceof WebSocketSession session ? session.getCoreSession() : null;
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
