package dev.parley.javalin;

import dev.parley.wire.Connection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Session;

/**
 * A connection of the protocol over a socket of Jetty.
 *
 * <p>Thread-safe.
 */
final class JettyConnection implements Connection {

    private final Session session;
    private final AtomicBoolean closed = new AtomicBoolean();

    JettyConnection(Session session) {
        this.session = session;
    }

    @Override
    public void write(String text, Callback callback) {
        session.sendText(
                text, org.eclipse.jetty.websocket.api.Callback.from(callback::written, failure -> callback.failed()));
    }

    @Override
    public void close(int code, String reason) {
        if (closed.compareAndSet(false, true)) {
            session.close(code, reason, org.eclipse.jetty.websocket.api.Callback.NOOP);
        }
    }

    @Override
    public void disconnect() {
        session.disconnect();
    }
}
