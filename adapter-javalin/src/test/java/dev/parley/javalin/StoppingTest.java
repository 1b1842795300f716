package dev.parley.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Chat;
import dev.parley.core.memory.MemoryStores;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Registration;
import io.javalin.Javalin;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that stops while somebody comes: G16. */
class StoppingTest {

    private static final int PATIENCE = 20;
    private static final int LITTLE = 4096;
    private static final int TOO_MANY_TO_PASS = 12;
    private static final byte[] EMPTY_OBJECT = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '{', '}'};
    private static final String GOING_AWAY = "\u0003\u00E9";
    private static final String COME_BACK = "\\{\"retry_after_ms\":\\d+}";

    private final Chat chat = Chat.builder()
            .stores(new MemoryStores())
            .passwords(new Pbkdf2Hasher(1))
            .limits(Limits.defaults().withoutRates())
            .build();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Javalin server = start();
    private final Account alice = chat.accounts().register(Registration.of("alice", TestServer.PASSWORD), "test");
    private final String secret = chat.sessions().start(alice).secret();

    private Javalin start() {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.addConnector(StoppingTest::withLittleRoom);
                    ChatRoutes.of(chat).mount(config, "/");
                    config.routes.wsBeforeUpgrade("/ws*", ctx -> holdUp(ctx.queryString()));
                })
                .start();
    }

    /** What a client does not read is soon stuck here, and with it whatever is said to him after it. */
    private static ServerConnector withLittleRoom(Server jetty, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(LITTLE);
        return connector;
    }

    /** A host that takes its time behind us, for the handshake that asks for it. */
    private void holdUp(String query) throws InterruptedException {
        if ("slowly".equals(query)) {
            held.countDown();
            assertThat(goOn.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        }
    }

    @AfterEach
    void stop() {
        server.stop();
        chat.close();
    }

    private TestSocket open(String path) {
        return TestSocket.open(server.port(), path, "Authorization", "Bearer " + secret);
    }

    /** Sends more than passes and less than closes a connection to whoever does not read. */
    private void sayMuchToAlice(TestSocket hers) {
        Pair herself = Pair.of(alice.id(), alice.id());
        for (int i = 0; i < TOO_MANY_TO_PASS; i++) {
            chat.messages().post(Actor.user(alice.id()), herself, Draft.text("漢".repeat(4_000)));
            hers.next();
        }
    }

    /** Ten commands, a moment apart each, without reading anything between them. */
    private static void goOnSending(OutputStream out) throws Exception {
        Executor inAMoment = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS, Runnable::run);
        for (int i = 0; i < 10; i++) {
            out.write(EMPTY_OBJECT);
            CompletableFuture.runAsync(() -> {}, inAMoment).get(PATIENCE, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/ws/", "/ws/chat/alice/"})
    void g16_whoComesBackWhileAGoodByeIsStuckIsAskedToComeLater(String path) throws Exception {
        Raw raw = new Raw(server.port());
        try (Socket dead = raw.dead("/ws/chat/alice/", LITTLE, "Authorization: Bearer " + secret)) {
            TestSocket hers = open("/ws/chat/alice/");
            sayMuchToAlice(hers);

            CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);
            int sentAway = hers.closeCode();
            String answer = raw.handshake(path, "Authorization: Bearer " + secret);

            assertThat(dead.isClosed()).as("the one that is waited for").isFalse();
            assertThat(sentAway).isEqualTo(1001);
            assertThat(answer)
                    .startsWith("HTTP/1.1 503")
                    .containsPattern("Retry-After: [1-3]\r\n")
                    .contains("application/problem+json", "\"code\":\"unavailable\"", "\"retry_after_ms\":");
            stop.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void g16_whoIsJustSendingReadsTheGoodByeAndMeetsNoReset() throws Exception {
        Raw raw = new Raw(server.port());
        try (Socket his = raw.dead("/ws", LITTLE, "Authorization: Bearer " + secret)) {
            TestSocket hers = open("/ws");
            CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);
            assertThat(hers.closeCode()).isEqualTo(1001);

            goOnSending(his.getOutputStream());

            his.setSoTimeout(PATIENCE * 1000);
            assertThat(new String(his.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .as("what came until the server closed")
                    .containsPattern(GOING_AWAY + COME_BACK + "$");
            stop.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void g16_whoIsJustBeingLetInIsToldWhenToComeBackAsWell() throws Exception {
        TestSocket hers = open("/ws");
        CompletableFuture<TestSocket> late = CompletableFuture.supplyAsync(() -> open("/ws?slowly"));
        assertThat(held.await(PATIENCE, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);
        assertThat(hers.closeCode()).isEqualTo(1001);
        goOn.countDown();

        TestSocket his = late.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        assertThat(his.closeCode()).isEqualTo(1001);
        assertThat(his.closeReason()).matches(COME_BACK);
        stop.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }
}
