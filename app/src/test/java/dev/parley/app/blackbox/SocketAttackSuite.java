package dev.parley.app.blackbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks on the older socket by somebody who was let in: W03, W07, W09, W11, W12 and W15.
 *
 * <table>
 * <caption>Rows of W that are elsewhere or wait</caption>
 * <tr><td>W01</td><td>{@link CrossSiteSuite}, {@link ProxySuite}</td></tr>
 * <tr><td>W02</td><td>{@link OlderSocketSuite}</td></tr>
 * <tr><td>W04–W06, W17, W18</td><td>{@link FrameSuite}</td></tr>
 * <tr><td>W08</td><td>{@link LimitAttackSuite}</td></tr>
 * <tr><td>W13</td><td>{@link IsolationSuite}, over HTTP</td></tr>
 * <tr><td>W16</td><td>{@link SessionAttackSuite}</td></tr>
 * <tr><td>W10, W12 (ids), W13, W14, W20</td><td>wait for the socket that carries everything</td></tr>
 * <tr><td>W19</td><td>waits for tokens that may do less than their owner</td></tr>
 * </table>
 */
abstract class SocketAttackSuite extends ServerSuite {

    private static final int PER_ACCOUNT = 20;

    SocketAttackSuite(Database database) {
        super(database);
    }

    private static List<ChatSocket> open(int count, Client who, Client other) {
        List<ChatSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(ChatSocket.open(who, other));
        }
        return sockets;
    }

    private static void assertUsable(ChatSocket socket) {
        assertThat(socket.send("{'message':'here'}").next().path("message").asText())
                .isEqualTo("here");
    }

    @Test
    void w03_handshakesThatAreRefusedTakeNothingFromOthers() {
        Client alice = user("alice");
        Client bob = user("bob");
        String path = "/ws/chat/" + bob.name() + "/";

        List<Integer> refused =
                Together.run(100, i -> ChatSocket.status(anybody().bearer("ses_" + i), path));

        assertThat(refused).containsOnly(401);
        try (ChatSocket hers = ChatSocket.open(alice, bob)) {
            assertUsable(hers);
        }
    }

    @Test
    void w07_binaryFramesAreNotUnderstood() {
        try (ChatSocket hers = ChatSocket.open(user("alice"), user("bob"))) {
            hers.sendBinary((byte) '{', (byte) '}');

            assertThat(hers.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void w09_theTwentyFirstSocketOfAnAccountIsClosed() {
        Client alice = user("alice");
        Client bob = user("bob");
        List<ChatSocket> sockets = open(PER_ACCOUNT, alice, bob);

        try (ChatSocket one = ChatSocket.open(alice, bob);
                ChatSocket another = ChatSocket.open(server().again(alice), user("carol"));
                ChatSocket his = ChatSocket.open(bob, alice)) {
            assertThat(one.closeCode()).isEqualTo(4429);
            assertThat(another.closeCode()).isEqualTo(4429);
            assertThat(his.open()).isTrue();
            assertUsable(sockets.get(0));
        } finally {
            sockets.forEach(ChatSocket::close);
        }
    }

    @Test
    void w15_socketsThatWereCutOffGiveTheirPlacesBack() {
        Client alice = user("alice");
        Client bob = user("bob");
        List<Wire> cut = new ArrayList<>();
        for (int i = 0; i < PER_ACCOUNT; i++) {
            Wire wire = Frames.handshake(server(), alice, bob);
            wire.send((byte) 0x81, (byte) 0xFE, (byte) 0x10);
            wire.resetOnClose();
            cut.add(wire);
        }

        cut.forEach(Wire::close);

        await().atMost(30, SECONDS).until(() -> {
            try (ChatSocket hers = ChatSocket.open(alice, bob)) {
                hers.send("{'message':''}");
                return CompletableFuture.supplyAsync(hers::refusal)
                        .completeOnTimeout("", 5, SECONDS)
                        .exceptionally(closed -> "")
                        .join()
                        .startsWith("invalid");
            }
        });
    }

    @Test
    void w15_aHalfClosedSocketIsFreed() {
        try (Wire wire = Frames.handshake(server(), user("alice"), user("bob"))) {
            wire.halfClose();

            assertThat(wire.rest()).isNotNull();
        }
    }

    @Test
    void w11_g13_whoNeverReadsIsCutOffAndDelaysNobody() {
        Client alice = user("alice");
        Client bob = user("bob");
        Pair pair = Pair.of(new AccountId(alice.id()), new AccountId(bob.id()));
        String text = "😀".repeat(4_000);
        int rounds = 50;
        int together = 10;

        try (Wire slow = Frames.handshake(server(), bob, alice);
                ChatSocket quick = ChatSocket.open(alice, bob)) {
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < together; i++) {
                    server().chat().messages().postAsync(alice.actor(), pair, Draft.text(text));
                }
                for (int i = 0; i < together; i++) {
                    assertThat(quick.next().path("message").asText()).hasSize(8_000);
                }
            }

            assertThat(slow.countToTheEnd()).isLessThan(rounds * together * 16_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{\"message\":\"a\",\"message\":\"b\"}",
                "{\"message\":\"a\"} trailing",
                "{\"message\":\"a\"}{\"message\":\"b\"}",
                "{\"message\":NaN}",
                "{\"message\":\"a\",\"x\":1e}",
                "{message:\"a\"}",
                "{'message':'a'}",
                "{\"message\":\"\t\"}",
                "\uFEFF{\"message\":\"a\"}",
                "{\"message\":\"\\ud800\\x\"}",
                "<xml/>"
            })
    void w12_whatIsNotOneJsonObjectGetsOneError(String frame) {
        try (ChatSocket hers = ChatSocket.open(user("alice"), user("bob"))) {
            hers.sendRaw(frame);

            assertThat(hers.refusal()).isEqualTo("malformed_json");
            assertUsable(hers);
        }
    }

    @Test
    void w12_depthNumbersAndNamesAreBounded() {
        Client alice = user("alice");
        Client bob = user("bob");
        alice.writesTo(bob, "the first");
        try (ChatSocket hers = ChatSocket.open(alice, bob)) {
            assertThat(hers.send("{'a':" + "[".repeat(40) + "]".repeat(40) + "}")
                            .refusal())
                    .isEqualTo("malformed_json");
            assertThat(hers.send("{'a':" + "[".repeat(10_000)).refusal()).isEqualTo("malformed_json");
            assertThat(hers.send("{'delete_message_id':" + "9".repeat(10_000) + "}")
                            .refusal())
                    .isEqualTo("malformed_json");
            assertThat(hers.send("{'" + "k".repeat(10_000) + "':1}").refusal()).isEqualTo("malformed_json");
            assertThat(hers.send("{'delete_message_id':1e400}").refusal())
                    .isEqualTo("invalid delete_message_id:not_an_id");
            assertUsable(hers);
        }
    }
}
