package dev.parley.wire.client;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Connections over the JDK's WebSocket.
 *
 * <p>Thread-safe.
 */
final class JdkDialer implements Dialer {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final int LOST = 1006;
    private static final int TOO_LONG = 1009;

    /** Many times what a server sends at once. */
    private static final int LONGEST = 4 << 20;

    private final HttpClient http;
    private final Address address;
    private final String token;

    JdkDialer(HttpClient http, Address address, String token) {
        this.http = http;
        this.address = address;
        this.token = token;
    }

    @Override
    public Line dial(Ear ear) {
        return new JdkLine(ear);
    }

    /** Writes one frame after the other, and asks for the next one when the last was handled. */
    private final class JdkLine implements Line, WebSocket.Listener {

        private final Ear ear;
        private final AtomicBoolean over = new AtomicBoolean();
        private final StringBuilder partial = new StringBuilder();
        private final CompletableFuture<WebSocket> opening;
        private CompletableFuture<WebSocket> written;

        JdkLine(Ear ear) {
            this.ear = ear;
            this.opening = http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .connectTimeout(PATIENCE)
                    .buildAsync(address.socket(), this);
            this.written = opening;
            opening.whenComplete((socket, failure) -> {
                if (failure != null) {
                    failed(failure);
                }
            });
        }

        private void failed(Throwable failure) {
            if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
                failed(wrapped.getCause());
            } else if (failure instanceof WebSocketHandshakeException refusal) {
                end(() -> ear.refused(refusal.getResponse().statusCode(), retryAfter(refusal.getResponse())));
            } else {
                lost(String.valueOf(failure.getMessage()));
            }
        }

        private void end(Runnable told) {
            if (over.compareAndSet(false, true)) {
                told.run();
            }
        }

        private void lost(String reason) {
            end(() -> ear.closed(LOST, reason));
        }

        @Override
        public void write(String frame) {
            written = written.thenCompose(socket -> socket.sendText(frame, true));
            written.whenComplete((socket, failure) -> {
                if (failure != null) {
                    failed(failure);
                }
            });
        }

        @Override
        public void close() {
            over.set(true);
            written.thenCompose(socket -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .orTimeout(1, TimeUnit.SECONDS)
                    .whenComplete((socket, failure) -> cut());
        }

        @Override
        public void cut() {
            over.set(true);
            opening.thenAccept(WebSocket::abort);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            partial.append(part);
            if (partial.length() > LONGEST) {
                end(() -> ear.closed(TOO_LONG, "the server sent a frame without an end"));
                socket.abort();
            } else if (last) {
                String frame = partial.toString();
                partial.setLength(0);
                ear.text(frame, () -> socket.request(1));
            } else {
                socket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end(() -> ear.closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            lost(String.valueOf(error.getMessage()));
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
