package dev.parley.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when it is told to (SIGTERM, Ctrl-C): closes the server, then leaves with exit code 0, within 30 seconds
 * whatever happens (G16). Without it the JVM would stop where it stands and answer with the signal's number.
 */
final class Stop {

    private static final Logger LOG = LoggerFactory.getLogger(Stop.class);
    private static final long SECONDS = 25;

    private Stop() {}

    static void whenTold(Server server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "parley-stop"));
    }

    private static void end(Server server) {
        LOG.info("Stopping");
        boolean closed = closed(server);
        LOG.info(closed ? "Stopped" : "Stopped without waiting any longer");
        Runtime.getRuntime().halt(closed ? 0 : 1);
    }

    private static boolean closed(Server server) {
        CompletableFuture<Void> closing = new CompletableFuture<>();
        Thread closer = new Thread(() -> close(server, closing), "parley-close");
        closer.setDaemon(true);
        closer.start();
        try {
            closing.get(SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | InterruptedException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.error("Something failed while stopping", e.getCause());
            return false;
        }
    }

    private static void close(Server server, CompletableFuture<Void> closing) {
        try {
            server.close();
            closing.complete(null);
        } catch (RuntimeException e) {
            closing.completeExceptionally(e);
        }
    }
}
