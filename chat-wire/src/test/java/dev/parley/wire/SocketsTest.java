package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.Chat;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Caller;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Command;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Registration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both sockets, when something goes wrong around them. */
class SocketsTest {

    private static final long LONG_ENOUGH_MILLIS = 300;
    private static final String TWO_KILO = "x".repeat(2_000);

    private final TroubledStores trouble = new TroubledStores();
    private final Chat chat = Chat.builder()
            .stores(trouble.stores())
            .passwords(new Pbkdf2Hasher(1))
            .limits(Limits.defaults().withoutRates())
            .build();
    private final Sockets sockets = new Sockets(chat, "test");
    private final Account alice = register("alice");
    private final Account bob = register("bob");
    private final Pair both = Pair.of(alice.id(), bob.id());

    @AfterEach
    void close() {
        sockets.close();
        chat.close();
    }

    private Account register(String name) {
        return chat.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private Caller caller(Account account) {
        return chat.sessions()
                .authenticate(chat.sessions().start(account).secret())
                .orElseThrow();
    }

    /** A line that takes the first frame, and is out of order from then on. */
    private static final class Broken implements Connection {

        private boolean greeted;

        @Override
        public void write(Frame frame, Callback callback) {
            if (greeted) {
                throw new IllegalStateException("the line is out of order");
            }
            greeted = true;
            callback.written();
        }

        @Override
        public void close(int code, String reason) {
            throw new IllegalStateException("the line is out of order");
        }

        @Override
        public void disconnect() {}
    }

    /** A line that takes everything. */
    private static final class Sound implements Connection {

        @Override
        public void write(Frame frame, Callback callback) {
            callback.written();
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void disconnect() {}
    }

    /** A line that counts what comes, as an adapter does. */
    private static final class Counting implements Connection {

        private final Client client;
        private final AtomicLong frames;

        Counting(Connection client, AtomicLong frames) {
            this.client = (Client) client;
            this.frames = frames;
        }

        @Override
        public void write(Frame frame, Callback callback) {
            client.write(frame, callback);
        }

        @Override
        public long received() {
            return frames.get();
        }

        @Override
        public void close(int code, String reason) {
            client.close(code, reason);
        }

        @Override
        public void disconnect() {
            client.disconnect();
        }
    }

    @Test
    void oneSocketThatFailsKeepsNobodyElseFromBeingPinged() {
        sockets.open(caller(alice), new Broken());
        Client his = Client.of(line -> sockets.open(caller(bob), line));
        long now = System.nanoTime();

        sockets.tick(now + TimeUnit.SECONDS.toNanos(26));
        sockets.tick(now + TimeUnit.SECONDS.toNanos(62));

        assertThat(his.awaited("").isEmpty()).as("a ping").isTrue();
        assertThat(his.closedWith()).isEqualTo(CloseCode.SILENT.number());
    }

    @Test
    void w11_aFrameWithoutTextIsASignOfLifeAsWell() {
        AtomicLong frames = new AtomicLong();
        Client hers = Client.of(line -> sockets.open(caller(alice), new Counting(line, frames)));
        long now = System.nanoTime();

        frames.incrementAndGet();
        sockets.tick(now + TimeUnit.SECONDS.toNanos(40));
        sockets.tick(now + TimeUnit.SECONDS.toNanos(99));
        boolean early = hers.closed();
        sockets.tick(now + TimeUnit.SECONDS.toNanos(101));

        assertThat(early).isFalse();
        assertThat(hers.closedWith()).isEqualTo(CloseCode.SILENT.number());
    }

    @Test
    void w11_whoSaysNothingOverTheOlderSocketIsGivenUpAsWell() {
        AtomicLong frames = new AtomicLong();
        Client silent = Client.of(line -> sockets.openDirect(caller(alice), bob.id(), line));
        Client lively = Client.of(line -> sockets.openDirect(caller(bob), alice.id(), new Counting(line, frames)));
        long now = System.nanoTime();

        frames.incrementAndGet();
        sockets.tick(now + TimeUnit.SECONDS.toNanos(40));
        boolean early = silent.closed();
        sockets.tick(now + TimeUnit.SECONDS.toNanos(62));

        assertThat(early).isFalse();
        assertThat(silent.closedWith()).isEqualTo(CloseCode.SILENT.number());
        assertThat(lively.closed()).isFalse();
    }

    @Test
    void g16_theMoreThereAreTheLongerTheyStayAway() {
        Supplier<Long> longest = () -> Stream.generate(sockets::untilBack)
                .limit(1_000)
                .mapToLong(Duration::toMillis)
                .max()
                .orElseThrow();
        long few = longest.get();

        for (int i = 0; i < 9_500; i++) {
            sockets.openDirect(Caller.trusted(alice.id()), bob.id(), new Sound());
        }

        assertThat(few).isBetween(2_000L, 3_000L);
        assertThat(longest.get()).isBetween(8_000L, 10_000L);
    }

    @Test
    void g13_aSocketThatCannotBeOpenedHoldsNothing() {
        Caller her = caller(alice);
        trouble.beforeSessions(SocketsTest::away);

        assertThatThrownBy(() -> Client.of(line -> {
                    ((Client) line).stopReading();
                    return sockets.open(her, line);
                }))
                .isInstanceOf(ChatException.class);

        assertThat(sockets.budget().held()).isZero();
    }

    @Test
    void g13_anOlderSocketThatCannotBeOpenedHoldsNothing() {
        Caller her = caller(alice);

        assertThatThrownBy(() -> Client.of(line -> {
                    Client client = (Client) line;
                    client.stopReading();
                    trouble.beforeSessions(() -> {
                        chat.messages().post(Actor.user(bob.id()), both, Draft.text("in the middle of it"));
                        client.next();
                        away();
                    });
                    return sockets.openDirect(her, bob.id(), line);
                }))
                .isInstanceOf(ChatException.class);

        assertThat(sockets.budget().held()).isZero();
    }

    @Test
    void g13_whoReadsSlowlyElsewhereTakesOfTheSameBudget() {
        Budget budget = new Budget(100_000);
        try (Sockets some = new Sockets(chat, "test", budget);
                Sockets others = new Sockets(chat, "test", budget)) {
            Client slow = Client.of(line -> some.open(caller(alice), line));
            Client his = Client.of(line -> others.open(caller(bob), line));
            slow.stopReading();
            his.stopReading();

            sayToOneself(alice, 35);
            boolean alone = slow.closed();
            sayToOneself(bob, 20);

            assertThat(alone).isFalse();
            assertThat(his.closedWith()).isEqualTo(CloseCode.TOO_SLOW.number());
        }
    }

    /** Returns when it has come to whoever reads. */
    private void sayToOneself(Account account, int times) {
        Client reads = Client.of(line -> sockets.open(caller(account), line));
        for (int i = 0; i < times; i++) {
            chat.messages().post(Actor.user(account.id()), Pair.of(account.id(), account.id()), Draft.text(TWO_KILO));
            reads.awaited("message.created");
        }
    }

    private static void away() {
        throw ChatException.of(ErrorCode.UNAVAILABLE);
    }

    @Test
    void g5_onTheOlderSocketNothingOvertakesWhatWasSentBeforeItWasOpen() throws InterruptedException {
        CountDownLatch oneIsTaken = new CountDownLatch(1);
        CountDownLatch twoIsSent = new CountDownLatch(1);
        CountDownLatch threeIsStored = new CountDownLatch(1);
        trouble.aroundCommit(
                commands -> {
                    if (posts(commands, "one")) {
                        oneIsTaken.countDown();
                        await(twoIsSent);
                    } else if (posts(commands, "two") && !posts(commands, "three")) {
                        await(threeIsStored);
                    }
                },
                commands -> {
                    if (posts(commands, "three")) {
                        threeIsStored.countDown();
                    }
                });
        Client hers = Client.of(line -> sockets.openDirect(caller(alice), bob.id(), line));

        hers.send("{'message':'one'}");
        assertThat(oneIsTaken.await(5, TimeUnit.SECONDS)).isTrue();
        hers.send("{'message':'two'}");
        twoIsSent.countDown();
        JsonNode first = hers.next();
        hers.send("{'message':'three'}");

        assertThat(Stream.of(first, hers.next(), hers.next())
                        .map(line -> line.path("message").asText()))
                .containsExactly("one", "two", "three");
        ConversationId room =
                chat.conversations().direct(Actor.user(alice.id()), bob.id()).orElseThrow();
        assertThat(lane(room)).as("another lane than that of the pair").isNotEqualTo(lane(both));
    }

    private static boolean posts(List<Command> commands, String content) {
        return commands.stream()
                .anyMatch(command -> command instanceof Command.Post post
                        && post.said().content().equals(content));
    }

    /** Long enough for what must not happen; what may never come is not waited for longer. */
    private static void await(CountDownLatch latch) {
        try {
            latch.await(LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int lane(Object address) {
        return Math.floorMod(address.hashCode(), TroubledStores.LANES);
    }
}
