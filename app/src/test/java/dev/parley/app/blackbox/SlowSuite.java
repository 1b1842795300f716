package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Many who send a byte now and then: attacks H10 and W15. There are more of them than a web server has threads, and they go on
 * until they are cut off.
 */
abstract class SlowSuite extends ServerSuite {

    private static final int MANY = 100;
    private static final Duration PROMPT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(30);

    /** A connection, and what is sent over it a byte a second. */
    private record Slow(Wire wire, byte next) {

        void goOn() {
            wire.tries(next);
        }
    }

    SlowSuite(Database database) {
        super(database);
    }

    private Stream<Slow> begin(String beginning, char next) {
        return IntStream.range(0, MANY).mapToObj(i -> new Slow(new Wire(server()).send(beginning), (byte) next));
    }

    /** Bodies, bodies in pieces, bodies that were refused when they were announced, heads and handshakes. */
    private List<Slow> begin() {
        String body = "Content-Length: 200\r\n\r\n{";
        return Stream.of(
                        begin(post("/api/auth/register") + body, ' '),
                        begin(post("/api/auth/login") + body, ' '),
                        begin(post("/api/session") + body, ' '),
                        begin(post("/api/session") + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", '0'),
                        begin(post("/api/session") + "Content-Length: 9000000\r\n\r\n{", ' '),
                        begin(post("/api/session") + "X-Slow: ", 'x'),
                        begin(get("/ws/chat/alice/") + "Upgrade: websocket\r\nSec-WebSocket-Key: ", 'A'),
                        begin(get("/ws") + "Upgrade: websocket\r\nSec-WebSocket-Key: ", 'A'))
                .flatMap(slow -> slow)
                .toList();
    }

    private String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server().port() + "\r\n";
    }

    private String post(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server().port()
                + "\r\nContent-Type: application/json\r\n";
    }

    private static <T> T promptly(Supplier<T> what) {
        long start = System.nanoTime();
        T done = what.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
        return done;
    }

    private void assertOthersAreServed(Client alice) {
        assertThat(promptly(() -> anybody().get("/health")).status()).isEqualTo(200);
        assertThat(promptly(() -> server().browser(alice).get("/api/session")).status())
                .isEqualTo(200);
        assertThat(promptly(() -> alice.writesTo(alice, "still here"))).isPositive();
    }

    private static void assertIsCutOff(Wire wire) {
        assertThat(wire.rest()).doesNotStartWith("HTTP/1.1 2");
        wire.close();
    }

    @Test
    void h10_w15_whoSendsSlowlyKeepsNobodyWaitingAndIsCutOff() {
        Client alice = user("alice");
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            List<Slow> all = begin();
            long start = System.nanoTime();
            clock.scheduleWithFixedDelay(() -> all.forEach(Slow::goOn), 1, 1, TimeUnit.SECONDS);

            assertOthersAreServed(alice);
            assertThat(all).allSatisfy(slow -> assertIsCutOff(slow.wire()));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
            assertOthersAreServed(alice);
        } finally {
            clock.shutdown();
        }
    }

    @Test
    void h10_whoDoesNotReadKeepsNobodyElseWaiting() {
        String page = anybody().get("/").body();
        String script = page.replaceFirst("(?s).*?\"(/page/[^\"]*bootstrap[^\"]*\\.css)\".*", "$1");
        String request = "GET " + script + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        List<Wire> silent = IntStream.range(0, 3 * MANY)
                .mapToObj(i -> new Wire(server()).send(request.repeat(40)))
                .toList();

        for (int i = 0; i < 5; i++) {
            try (Wire other = new Wire(server(), "127.0.0.2")) {
                other.send("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
                assertThat(promptly(other::rest)).startsWith("HTTP/1.1 200");
            }
        }

        silent.forEach(Wire::close);
    }

    @Test
    void h10_aBodyThatComesInPiecesIsABody() {
        String name = user("alice").name();
        String body = "{\"username\":\"" + name + "\",\"password\":\"" + TestServer.PASSWORD + "\"}";

        try (Wire wire = new Wire(server())) {
            wire.send(post("/api/auth/login") + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n");
            body.chars().forEach(c -> wire.send((byte) c));

            assertThat(wire.rest()).startsWith("HTTP/1.1 200").contains("\"token\"");
        }
    }

    @Test
    void h10_piecesWithoutEndAreTooLarge() {
        String pieces = "1\r\n \r\n".repeat(20_000);

        try (Wire wire = new Wire(server())) {
            wire.tries((post("/api/session") + "Transfer-Encoding: chunked\r\n\r\n" + pieces)
                    .getBytes(StandardCharsets.ISO_8859_1));

            assertThat(wire.rest()).startsWith("HTTP/1.1 413").contains("too_large");
        }
    }
}
