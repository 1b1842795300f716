package dev.parley.app.blackbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Attacks on either socket by somebody who was let in: W03, W07, W09, W11 and W15.
 *
 * <table>
 * <caption>Rows of W that are elsewhere or wait</caption>
 * <tr><td>W01</td><td>{@link CrossSiteSuite}, {@link ProxySuite}</td></tr>
 * <tr><td>W02</td><td>{@link OlderSocketSuite}, {@link LiveSocketSuite}</td></tr>
 * <tr><td>W04–W06, W08 (pings), W17, W18</td><td>{@link FrameSuite}; that W18 is not logged: {@code ServerProcessTest}</td></tr>
 * <tr><td>W08</td><td>{@link LimitAttackSuite}</td></tr>
 * <tr><td>W10</td><td>nobody subscribes: a socket has all conversations of its user, and no others</td></tr>
 * <tr><td>W12–W14</td><td>{@link OlderSocketSuite}, {@link LiveSocketSuite}</td></tr>
 * <tr><td>W15 (a slow handshake)</td><td>{@link SlowSuite}</td></tr>
 * <tr><td>W16</td><td>{@link SessionAttackSuite}</td></tr>
 * <tr><td>W19</td><td>waits for tokens that may do less than their owner</td></tr>
 * </table>
 */
abstract class SocketAttackSuite extends ServerSuite {

    private static final int PER_ACCOUNT = 20;
    private static final int MANY = 1_000;
    private static final int ATTACKERS = 20;
    private static final int HANDSHAKES_EACH = 500;
    private static final Duration PROMPT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration FREED = Duration.ofSeconds(30);
    private static final String LONGEST = "😀".repeat(4_000);

    private final SocketKind kind;

    SocketAttackSuite(Database database, SocketKind kind) {
        super(database);
        this.kind = kind;
    }

    @Override
    TestServer.Settings settings() {
        return super.settings()
                .chat(chat -> chat.limits(Limits.defaults().withoutRates().withConnections(PER_ACCOUNT)));
    }

    private ChatSocket open(Client who, Client other) {
        return kind.open(who, other);
    }

    private List<ChatSocket> open(int count, Client who, Client other) {
        return Stream.generate(() -> open(who, other)).limit(count).toList();
    }

    private void assertUsable(ChatSocket socket, Client who, Client other) {
        socket.sendRaw(kind.saying(who, other, "here"));
        SocketKind.awaitText(socket, "here");
    }

    @Test
    void w03_tenThousandHandshakesThatAreRefusedTakeNothingFromOthers() {
        Client alice = user("alice");
        Client bob = user("bob");
        String handshakes = refusedHandshakes(kind.path(bob));

        try (ChatSocket hers = open(alice, bob)) {
            CompletableFuture<List<String>> attack =
                    CompletableFuture.supplyAsync(() -> Together.run(ATTACKERS, i -> answers(handshakes)));
            for (int i = 0; i == 0 || !attack.isDone(); i++) {
                long start = System.nanoTime();
                hers.sendRaw(kind.saying(alice, bob, "calm " + i));
                SocketKind.awaitText(hers, "calm " + i);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
            }

            assertThat(attack.join())
                    .allSatisfy(answers ->
                            assertThat(answers.split("HTTP/1.1 401 ", -1)).hasSize(HANDSHAKES_EACH + 1));
        }
    }

    private String refusedHandshakes(String path) {
        String handshake = "GET " + path + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                + "Authorization: Bearer ses_nobody\r\n\r\n";
        return handshake.repeat(HANDSHAKES_EACH - 1) + handshake.replace("Upgrade\r\nSec", "Upgrade, close\r\nSec");
    }

    private String answers(String requests) {
        try (Wire wire = new Wire(server())) {
            return wire.send(requests).rest();
        }
    }

    @Test
    void w07_binaryFramesAreNotUnderstood() {
        try (ChatSocket hers = open(user("alice"), user("bob"))) {
            hers.sendBinary((byte) '{', (byte) '}');

            assertThat(hers.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void w09_theTwentyFirstSocketOfAnAccountIsClosed() {
        Client alice = user("alice");
        Client bob = user("bob");
        List<ChatSocket> sockets = open(PER_ACCOUNT, alice, bob);

        try (ChatSocket one = ChatSocket.at(alice, kind.path(bob));
                ChatSocket another = ChatSocket.at(server().again(alice), kind.path(user("carol")));
                ChatSocket his = open(bob, alice)) {
            assertThat(one.closeCode()).isEqualTo(4429);
            assertThat(another.closeCode()).isEqualTo(4429);
            assertThat(his.open()).isTrue();
            assertUsable(sockets.get(0), alice, bob);
        } finally {
            sockets.forEach(ChatSocket::close);
        }
    }

    @Test
    void w09_aThousandSocketsOfOneUserAreTurnedAwayAndKeepNothing() {
        Client alice = user("alice");
        Client bob = user("bob");
        List<ChatSocket> sockets = open(PER_ACCOUNT, alice, bob);

        List<Wire> bare = IntStream.range(0, MANY)
                .mapToObj(i -> Frames.handshake(server(), alice, kind.path(bob)))
                .toList();

        try (ChatSocket his = open(bob, alice)) {
            assertUsable(his, bob, alice);
            assertThat(bare)
                    .allSatisfy(wire -> assertThat(Frames.closeCode(wire)).isIn(4429, 1006));
            SocketKind.awaitText(sockets.get(PER_ACCOUNT - 1), "here");
        } finally {
            bare.forEach(Wire::close);
            sockets.forEach(ChatSocket::close);
        }
        awaitAPlace(alice, bob);
    }

    /** Until one more socket stays open. */
    private void awaitAPlace(Client who, Client other) {
        long conversation = who.conversationWith(other);
        await().atMost(30, SECONDS).until(() -> {
            try (Wire wire = Frames.handshake(server(), who, kind.path(other))) {
                wire.send(Frames.text(kind.saying(conversation, "back")));
                return Frames.tells(wire, "\":\"back\"");
            }
        });
    }

    @Test
    void w15_socketsThatWereCutOffGiveTheirPlacesBack() {
        Client alice = user("alice");
        Client bob = user("bob");
        List<Wire> cut = new ArrayList<>();
        for (int i = 0; i < PER_ACCOUNT; i++) {
            Wire wire = kind.openBare(server(), alice, bob);
            wire.send((byte) 0x81, (byte) 0xFE, (byte) 0x10);
            wire.resetOnClose();
            cut.add(wire);
        }

        cut.forEach(Wire::close);

        awaitAPlace(alice, bob);
    }

    @Test
    void w15_aHalfClosedSocketIsFreed() {
        try (Wire wire = kind.openBare(server(), user("alice"), user("bob"))) {
            wire.halfClose();

            assertEndsWithin(FREED, wire);
        }
    }

    private static byte[] assertEndsWithin(Duration most, Wire wire) {
        long start = System.nanoTime();
        byte[] rest = wire.toTheEnd();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(most);
        return rest;
    }

    @Test
    void w11_g13_whoNeverReadsIsCutOffAndDelaysNobody() {
        assertIsCutOff(slow -> {});
    }

    @Test
    void w11_g13_whoReadsAByteNowAndThenIsCutOffToo() {
        assertIsCutOff(Wire::read);
    }

    /** @param reads what the slow one reads while ten messages are written */
    private void assertIsCutOff(Consumer<Wire> reads) {
        Client alice = user("alice");
        Client bob = user("bob");
        long conversation = alice.conversationWith(bob);
        int rounds = 50;
        int together = 10;

        try (Wire slow = kind.openBare(server(), bob, alice);
                ChatSocket quick = open(alice, bob)) {
            for (int round = 0; round < rounds; round++) {
                post(alice, conversation, together);
                assertThat(texts(quick, together)).containsOnly(LONGEST);
                reads.accept(slow);
            }

            assertThat(assertEndsWithin(SOON, slow)).hasSizeLessThan(rounds * together * 16_000);
        }
    }

    private void post(Client who, long conversation, int count) {
        for (int i = 0; i < count; i++) {
            server().chat().messages().postAsync(who.actor(), new ConversationId(conversation), Draft.text(LONGEST));
        }
    }

    private static List<String> texts(ChatSocket socket, int count) {
        return Stream.generate(() -> SocketKind.text(socket.next()))
                .filter(text -> !text.isEmpty())
                .limit(count)
                .toList();
    }
}
