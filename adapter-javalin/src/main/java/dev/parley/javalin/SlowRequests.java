package dev.parley.javalin;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Closes every connection whose request, head and body, has not come whole 20 seconds after its first byte. The web server's
 * own limit is on silence only, and a byte now and then is no silence.
 *
 * <p>Looks at the connections of a started server once a second, on the scheduler's thread. That it may see a parser's state a
 * moment late does no harm.
 */
final class SlowRequests extends AbstractLifeCycle implements Runnable {

    private static final long PATIENCE_SECONDS = 20;

    private final Server server;

    SlowRequests(Server server) {
        this.server = server;
    }

    @Override
    protected void doStart() {
        later();
    }

    private void later() {
        server.getScheduler().schedule(this, 1, TimeUnit.SECONDS);
    }

    @Override
    public void run() {
        if (!isRunning()) {
            return;
        }
        for (Connector connector : server.getConnectors()) {
            connector.getConnectedEndPoints().stream()
                    .filter(SlowRequests::isLate)
                    .forEach(EndPoint::close);
        }
        later();
    }

    private static boolean isLate(EndPoint connection) {
        return connection.getConnection() instanceof HttpConnection http && isLate(http.getParser());
    }

    private static boolean isLate(HttpParser request) {
        boolean underWay = request.inContentState() || request.inHeaderState() && !request.isStart();
        return underWay && NanoTime.secondsSince(request.getBeginNanoTime()) > PATIENCE_SECONDS;
    }
}
