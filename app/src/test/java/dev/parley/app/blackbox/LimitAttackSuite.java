package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.model.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is limited by how often, with the limits as they ship: attacks A10–A12, C21, H05, H13 and W08. The proxy that names the client
 * is this machine, which is trusted.
 *
 * <table>
 * <caption>Rows that wait</caption>
 * <tr><td>A10 (reset)</td><td>waits for resetting passwords</td></tr>
 * <tr><td>H05 (an untrusted peer)</td><td>{@link UntrustedPeerSuite}</td></tr>
 * <tr><td>H13 (rooms, invitations, members)</td><td>waits for groups</td></tr>
 * </table>
 */
abstract class LimitAttackSuite extends ServerSuite {

    private static final int ENOUGH = 300;
    private static final int FLOOD = 4008;
    private static final String PING = "{}";
    private static final Duration PROMPT = Duration.ofSeconds(1);

    LimitAttackSuite(Database database) {
        super(database);
    }

    @Override
    TestServer.Settings settings() {
        return super.settings().chat(chat -> chat.limits(Limits.defaults()));
    }

    private Client from(String address) {
        return anybody().with("X-Forwarded-For", address);
    }

    private static Reply logIn(Client from, String name, String password) {
        return from.post("/api/auth/login", "{'username':'%s','password':'%s'}".formatted(name, password));
    }

    /** The first answer that says to wait. */
    private static Optional<Reply> untilLimited(IntFunction<Reply> ask) {
        return IntStream.range(0, ENOUGH)
                .mapToObj(ask)
                .filter(reply -> reply.status() == 429)
                .findFirst();
    }

    private static void assertLimited(Optional<Reply> reply) {
        assertThat(reply).isPresent();
        assertThat(reply.get().said()).isEqualTo("429 rate_limited");
        assertThat(reply.get().json().path("retryable").asBoolean()).isTrue();
        assertThat(Long.parseLong(reply.get().header("Retry-After").orElseThrow()))
                .isPositive();
    }

    @Test
    void a10_namesCannotBeTriedOutByRegistering() {
        String taken = user("taken").name();

        assertLimited(untilLimited(i -> from("192.0.2.10")
                .post("/api/auth/register", "{'username':'" + taken + "','password':'three small words'}")));
    }

    @Test
    void a11_guessingOnePasswordIsSlowedDownWithoutLockingAnybodyOut() {
        Client alice = user("alice");

        assertLimited(untilLimited(i -> logIn(from("192.0.2.11"), alice.name(), "guess number " + i)));
        assertThat(logIn(from("192.0.2.11"), alice.name(), TestServer.PASSWORD).status())
                .isEqualTo(429);
        assertThat(logIn(from("192.0.2.111"), alice.name(), TestServer.PASSWORD).status())
                .isEqualTo(200);
        assertThat(alice.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void a11_anotherSpellingOfTheNameIsTheSameAccount() {
        String name = user("alice").name();
        List<String> spellings = List.of(name, name.toUpperCase(java.util.Locale.ROOT), " " + name, name + " ");

        Optional<Reply> limited = IntStream.range(0, 20)
                .mapToObj(i -> logIn(from("192.0.2.12"), spellings.get(i % 4), "guess number " + i))
                .filter(reply -> reply.status() == 429)
                .findFirst();

        assertLimited(limited);
    }

    @Test
    void a12_onePasswordForManyAccountsIsSlowedDownToo() {
        assertLimited(untilLimited(i -> logIn(from("192.0.2.13"), "somebody." + i, "the one password")));
    }

    @Test
    void a14_theCurrentPasswordCannotBeGuessedWithAStolenSession() {
        Client alice = user("alice");

        assertLimited(untilLimited(i -> alice.post(
                "/api/users/me/password",
                "{'current_password':'guess " + i + "','new_password':'four larger words'}")));
    }

    @Test
    void whoLogsInRightIsNotSlowedDown() {
        Client alice = user("alice");

        assertThat(IntStream.range(0, 60)
                        .mapToObj(i -> logIn(from("192.0.2.14"), alice.name(), TestServer.PASSWORD)
                                .status()))
                .containsOnly(200);
    }

    @Test
    void h05_onlyTheRightmostAddressThatIsNotAProxyCounts() {
        assertLimited(untilLimited(i -> logIn(from("198.51.100." + i % 250 + ", 192.0.2.15"), "who." + i, "a guess")));
    }

    @Test
    void h05_aNetworkOfVersionSixIsOneAddress() {
        assertLimited(untilLimited(
                i -> logIn(from("2001:db8:0:7::" + Integer.toHexString(i + 1)), "who." + i, "guess")));
    }

    @Test
    void h05_nonsenseInTheHeaderIsNoAddress() {
        List<String> nonsense =
                List.of("a", "1.2.3", "[", "unknown", "_hidden", "999.1.1.1", "::%x", ",,,", "1.2.3.4x");

        assertLimited(untilLimited(i -> logIn(from(nonsense.get(i % 9) + i), "who." + i, "guess")));
    }

    @Test
    void h13_aFloodOfMessagesIsRefusedBeforeItIsStored() {
        Client alice = user("alice");
        Client bob = user("bob");

        List<Reply> replies = Together.run(
                60, i -> alice.post("/api/messages", "{'receiver':" + bob.id() + ",'content':'number " + i + "'}"));
        List<Reply> stored = replies.stream().filter(r -> r.status() == 201).toList();
        Optional<Reply> refused =
                replies.stream().filter(r -> r.status() != 201).findFirst();

        assertLimited(refused);
        assertThat(stored).hasSizeGreaterThanOrEqualTo(30);
        assertThat(bob.get("/api/messages").number("count")).isEqualTo(stored.size());
        assertLimited(untilLimited(i -> server().again(alice)
                .post("/api/messages", "{'receiver':" + bob.id() + ",'content':'from another session'}")));
        assertThat(bob.post("/api/messages", "{'receiver':" + alice.id() + ",'content':'calm'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void h13_whatWasSentOverTheSocketCountsForTheApiToo() {
        Client alice = user("alice");
        Client bob = user("bob");
        long conversation = alice.conversationWith(bob);
        String post = "{'receiver':" + bob.id() + ",'content':'by the API'}";

        long begun = System.nanoTime();
        try (ChatSocket hers = SocketKind.EVERYTHING.open(alice, bob)) {
            hers.sendRaw(IntStream.range(0, 30)
                    .mapToObj(i -> SocketKind.EVERYTHING.saying(conversation, "number " + i))
                    .collect(Collectors.joining("\n")));
            SocketKind.awaitText(hers, "number 29");

            Reply first = alice.post("/api/messages", post);
            Optional<Reply> refused =
                    first.status() == 429 ? Optional.of(first) : untilLimited(i -> alice.post("/api/messages", post));

            assertLimited(refused);
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds() + 1;
        assertThat(bob.get("/api/messages/").number("count")).isBetween(30L, 30 + 10 * seconds);
    }

    @Test
    void c21_aMessageIsEditedNoMoreOftenThanMessagesAreSent() {
        Client alice = user("alice");
        Client bob = user("bob");
        String message = "/api/messages/" + alice.writesTo(bob, "first");

        List<Reply> replies = Together.run(60, i -> alice.patch(message, "{'content':'edit " + i + "'}"));
        List<Reply> done = replies.stream().filter(r -> r.status() == 200).toList();

        assertLimited(replies.stream().filter(r -> r.status() != 200).findFirst());
        assertThat(done).isNotEmpty();
        assertThat(bob.get(message).number("version")).isEqualTo(1 + done.size());
        assertLimited(untilLimited(
                i -> server().again(alice).patch(message, "{'content':'from another session " + i + "'}")));
    }

    @ParameterizedTest
    @EnumSource
    void w08_aSocketThatGoesOnAlthoughRefusedIsClosed(SocketKind kind) {
        Client alice = user("alice");
        Client bob = user("bob");
        long conversation = alice.conversationWith(bob);

        try (Wire hers = kind.openBare(server(), alice, bob);
                ChatSocket his = kind.open(bob, alice)) {
            for (int i = 0; i < 400; i++) {
                hers.tries(Frames.text(kind.saying(conversation, "number " + i)));
            }

            assertThat(Frames.closeCode(hers)).isEqualTo(4008);
            SocketKind.awaitText(his, "number 29");
            assertThat(his.open()).isTrue();
        }
        assertThat(bob.get("/api/messages/").number("count")).isBetween(30L, 60L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'id':1,'type':'read','conversation':%d,'seq':0}", "{'id':1,'type':'nonsense'}", PING})
    void w08_aFloodOfCommandsThatComesBackWheneverItIsClosedHoldsNobodyElseUp(String command) {
        Client mallory = user("mallory");
        Client bob = user("bob");
        String line = command.formatted(mallory.conversationWith(mallory)).replace('\'', '"');
        byte[] thousand = Frames.text((line + "\n").repeat(1_000));
        long notes = bob.conversationWith(bob);

        try (ChatSocket his = SocketKind.EVERYTHING.open(bob, bob)) {
            for (int i = 0; i < 20; i++) {
                try (Wire hers = SocketKind.EVERYTHING.openBare(server(), mallory, bob)) {
                    IntStream.range(0, 5).forEach(n -> hers.tries(thousand));
                    long start = System.nanoTime();
                    his.sendRaw(SocketKind.EVERYTHING.saying(notes, "calm " + i));
                    SocketKind.awaitText(his, "calm " + i);

                    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
                    if (!command.equals(PING)) {
                        assertThat(Frames.closeCode(hers)).isEqualTo(FLOOD);
                    }
                }
            }
        }
    }
}
