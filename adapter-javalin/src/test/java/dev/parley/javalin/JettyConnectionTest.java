package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A connection over a real socket of Jetty. */
class JettyConnectionTest {

    private static final int PATIENCE = 20;

    /** Hears the answer to a ping. */
    private static final class Pinging implements WebSocket.Listener {

        private final CompletableFuture<Void> answered = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
            answered.complete(null);
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void w11_aPingOfTheTransportIsReceivedAsAFrame() {
        JettyConnection connection = new JettyConnection();
        Javalin server = Javalin.create(config ->
                        config.routes.ws("/", socket -> socket.onConnect(ctx -> connection.attach(ctx.session))))
                .start("127.0.0.1", 0);
        try {
            Pinging pinging = new Pinging();
            WebSocket client = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/"), pinging)
                    .orTimeout(PATIENCE, TimeUnit.SECONDS)
                    .join();
            long before = connection.received();

            client.sendPing(ByteBuffer.allocate(4)).join();
            pinging.answered.orTimeout(PATIENCE, TimeUnit.SECONDS).join();

            assertThat(before).isZero();
            assertThat(connection.received()).isEqualTo(1);
        } finally {
            server.stop();
        }
    }
}
