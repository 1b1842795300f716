package dev.parley.javalin;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * After an answer that did not wait for the whole body, what still comes of it is read away before the connection is closed.
 * Whoever is still sending would otherwise meet a reset, which overtakes the answer. No thread waits for it, and whoever sends
 * without end is cut off by {@link SlowRequests}.
 *
 * <p>Thread-safe.
 */
final class Lingering extends Handler.Wrapper {

    Lingering(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!mayBeLeft(request)) {
            return super.handle(request, response, callback);
        }
        Unread unread = new Unread(request, response, callback);
        return super.handle(unread, response, Callback.from(unread::readAway, callback::failed));
    }

    /** A body that is short and announced as such is read before anything else. */
    private static boolean mayBeLeft(Request request) {
        return request.getLength() > Body.MAX_BYTES || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /** A request whose body may not have been read when it has been answered. */
    private static final class Unread extends Request.Wrapper {

        private final Response response;
        private final Callback whole;
        private boolean ended;

        Unread(Request request, Response response, Callback whole) {
            super(request);
            this.response = response;
            this.whole = whole;
        }

        @Override
        public Content.@Nullable Chunk read() {
            Content.Chunk chunk = super.read();
            ended |= chunk != null && chunk.isLast();
            return chunk;
        }

        /** What is still on its way cannot be read any more after this has been tried and failed, so it is not tried. */
        @Override
        public boolean consumeAvailable() {
            return ended;
        }

        void readAway() {
            if (isAnotherProtocol() || waitsToBeAsked()) {
                whole.succeeded();
                return;
            }
            Content.Chunk next = read();
            while (next != null && !ended) {
                next.release();
                next = read();
            }
            if (next == null) {
                demand(this::readAway);
            } else {
                next.release();
                whole.succeeded();
            }
        }

        private boolean isAnotherProtocol() {
            return response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101;
        }

        /** Whoever is answered while waiting for a 100 does not send a body any more. */
        private boolean waitsToBeAsked() {
            return getHeaders().contains(HttpHeader.EXPECT);
        }
    }
}
