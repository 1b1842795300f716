package dev.parley.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.cli.bench.Bench;
import dev.parley.cli.bench.Load;
import dev.parley.cli.bench.Pace;
import dev.parley.cli.bench.Report;
import dev.parley.cli.bench.Seat;
import dev.parley.cli.bench.Target;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Draft;
import dev.parley.wire.Json;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Those who read slowly, or not at all: G13. One in twenty of so many connections stops reading while a conversation is busy; {@code
 * -Dparley.connections=…} sets how many on both databases.
 */
abstract class SlowReaderSuite extends ServerSuite {

    private static final Load BUSY = new Load(10, Pace.rate(30), 400, Duration.ofSeconds(2), Duration.ofSeconds(4));

    /** More than the network between two programs holds. */
    private static final int LONG_ONES = 400;

    private static final String LONGEST = "漢".repeat(4_000);
    private static final int TOO_SLOW = 4001;
    private static final int CUT = 1006;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long LITTLE_HEAP = 64L * 1024 * 1024;
    private static final int SLOW_LINE = 512 * 1024;
    private static final int MANY = 5_000;
    private static final long FIRST_ID = 1_000_000_000;

    private final int connections;

    SlowReaderSuite(Database database, int connections) {
        super(database);
        this.connections = Integer.getInteger("parley.connections", connections);
    }

    // --- who stops reading

    /** What the connections see, and the moment at which what happened meanwhile was over. */
    private record Seen(Report report, long over) {

        double p99() {
            return report.deliveries().p99();
        }
    }

    @Test
    void g13_oneInTwentyWhoStopReadingDelayNobodyFillNoMemoryAreGoneInTenSecondsAndComeBackWithoutAHole() {
        Client alice = user("alice");
        Client bob = user("bob");
        Client carol = user("carol");
        Seen quiet = bench(alice, bob, () -> write(carol, bob, LONG_ONES));
        long before = usedHeap();
        List<Wire> slow = Stream.generate(() -> SocketKind.EVERYTHING.openBare(server(), bob, alice))
                .limit(Math.max(1, connections / 20))
                .toList();

        Seen busy = bench(alice, bob, () -> write(carol, bob, LONG_ONES));

        assertThat(busy.report().faults().none())
                .as(busy.report().faults().toString())
                .isTrue();
        assertThat(busy.p99()).isLessThan(200 + 5 * quiet.p99());
        assertThat(usedHeap() - before).isLessThan(LITTLE_HEAP);
        List<Frames.Heard> heard = all(slow);
        assertThat(since(busy.over())).isLessThan(SOON);
        assertThat(heard).allSatisfy(one -> assertComesBackWithoutAHole(one, bob, bob.conversationWith(carol)));
    }

    @Test
    void g13_whoReadsNothingIsGoneTenSecondsAfterMoreWasWrittenThanTheNetworkHolds() {
        Client alice = user("alice");
        Client bob = user("bob");
        try (Wire his = SocketKind.EVERYTHING.openBare(server(), bob, alice)) {
            write(alice, bob, LONG_ONES);
            long written = System.nanoTime();

            awaitGone(his);

            assertThat(since(written)).isLessThan(SOON);
            assertThat(Frames.toTheEnd(his).code()).isIn(TOO_SLOW, CUT);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Who reads nothing finds out by what he sends. */
    private static void awaitGone(Wire wire) {
        long end = System.nanoTime() + 2 * SOON.toNanos();
        while (System.nanoTime() < end && wire.tries(Frames.text("{}"))) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** What the connections of somebody see of a busy conversation while something else happens. */
    private Seen bench(Client who, Client other, Runnable meanwhile) {
        Seat seat = new Seat(who.token(), who.conversationWith(other));
        CompletableFuture<Long> over = new CompletableFuture<>();
        Bench.Watch watch = new Bench.Watch() {
            @Override
            public void begins() {
                over.completeAsync(() -> {
                    meanwhile.run();
                    return System.nanoTime();
                });
            }
        };
        Report report = Bench.run(
                Target.of(server().address().toString()), Collections.nCopies(connections, seat), BUSY, watch);
        return new Seen(report, over.join());
    }

    private void write(Client from, Client to, int count) {
        ConversationId conversation = new ConversationId(from.conversationWith(to));
        for (int i = 0; i < count; i += 4) {
            Stream.generate(() -> server().chat().messages().postAsync(from.actor(), conversation, Draft.text(LONGEST)))
                    .limit(4)
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    /** All at once: who reads nothing for a minute behind the end may never hear of it, because the system gives up as well. */
    private static List<Frames.Heard> all(List<Wire> slow) {
        return Together.run(slow.size(), i -> Frames.toTheEnd(slow.get(i)));
    }

    private static void assertComesBackWithoutAHole(Frames.Heard heard, Client who, long conversation) {
        List<Long> seen = changes(heard.lines(), conversation);
        long last = seen.get(seen.size() - 1);
        try (ChatSocket back = ChatSocket.at(who, "/ws")) {
            long top = back.next()
                    .path("positions")
                    .path(Long.toString(conversation))
                    .asLong();

            assertThat(heard.code()).isIn(TOO_SLOW, CUT);
            assertThat(last).as("it was cut off").isLessThan(top);
            assertThat(seen).isEqualTo(consecutive(seen.get(0), last));
            assertThat(back.pullAll(conversation, last)).isEqualTo(top);
        }
    }

    private static List<Long> changes(List<String> lines, long conversation) {
        return lines.stream()
                .map(Json::parse)
                .filter(line -> line.path("conversation").asLong() == conversation && line.has("seq"))
                .map(line -> line.path("seq").asLong())
                .toList();
    }

    private static List<Long> consecutive(long first, long last) {
        return Stream.iterate(first, seq -> seq <= last, seq -> seq + 1).toList();
    }

    // --- who has a slow line

    @Test
    void g13_threeHundredLongMessagesArePulledOverASlowLine() {
        Client alice = user("alice");
        Client bob = user("bob");
        long conversation = alice.conversationWith(bob);
        write(alice, bob, 300);

        try (Wire his = SocketKind.EVERYTHING.openBare(server(), bob, alice).paced(SLOW_LINE)) {
            long at = 0;
            ObjectNode page;
            do {
                his.send(Frames.text(
                        "{\"id\":1,\"type\":\"changes\",\"conversation\":" + conversation + ",\"after\":" + at + "}"));
                page = answer(his);
                at += page.path("changes").size();
            } while (page.path("more").asBoolean());

            assertThat(at).isEqualTo(300);
        }
    }

    @Test
    void g13_whoAsksForMuchAtOnceOverASlowLineGetsItOneAfterTheOther() {
        Client alice = user("alice");
        Client bob = user("bob");
        long conversation = alice.conversationWith(bob);
        write(alice, bob, 4);
        String pulls = IntStream.range(0, 50)
                .mapToObj(i ->
                        "{\"id\":" + i + ",\"type\":\"changes\",\"conversation\":" + conversation + ",\"after\":0}")
                .collect(Collectors.joining("\n"));

        try (Wire his = SocketKind.EVERYTHING.openBare(server(), bob, alice).paced(SLOW_LINE)) {
            his.send(Frames.text(pulls));

            for (int i = 0; i < 50; i++) {
                ObjectNode page = answer(his);
                assertThat(page.path("id").asInt()).isEqualTo(i);
                assertThat(page.path("changes")).isNotEmpty();
            }
        }
    }

    private static ObjectNode answer(Wire wire) {
        while (true) {
            for (String line : Frames.nextText(wire).split("\n")) {
                ObjectNode object = Json.parse(line);
                if (object.path("type").asText().equals("ok")) {
                    return object;
                }
            }
        }
    }

    @Test
    void g13_whoHasFiveThousandConversationsConnectsOverASlowLineAndIsToldOfThoseThatHelloDoesNotName() {
        Client popular = user("popular");
        popular.writesTo(popular, "long ago");
        long notes = popular.conversationWith(popular);
        befriend(popular);

        try (Wire wire = Frames.handshake(server(), popular, "/ws").paced(16 * 1024)) {
            ObjectNode hello = Json.parse(Frames.nextText(wire));

            assertThat(hello.path("positions").size()).isEqualTo(1_000);
            assertThat(hello.path("positions").has(Long.toString(notes))).isFalse();
            assertThat(hello.path("more").asBoolean()).isTrue();
            long position = listed(popular, notes).path("seq").asLong();
            popular.writesTo(popular, "still here");
            ObjectNode pushed = pushed(wire, notes);
            assertThat(pushed.path("seq").asLong()).isEqualTo(position + 1);
            assertThat(pushed.at("/message/content").asText()).isEqualTo("still here");
        }
    }

    /** A conversation as the list has it, however far back. */
    private static JsonNode listed(Client who, long conversation) {
        String cursor = "";
        while (true) {
            ObjectNode page = who.get("/api/conversations?limit=100" + cursor).json();
            for (JsonNode item : page.path("conversations")) {
                if (item.path("id").asLong() == conversation) {
                    return item;
                }
            }
            assertThat(page.path("next").isTextual()).as("another page").isTrue();
            cursor = "&cursor=" + page.path("next").asText();
        }
    }

    /** The next change of a conversation. */
    private static ObjectNode pushed(Wire wire, long conversation) {
        while (true) {
            for (String line : Frames.nextText(wire).split("\n")) {
                ObjectNode object = Json.parse(line);
                if (object.path("conversation").asLong() == conversation && object.has("message")) {
                    return object;
                }
            }
        }
    }

    /** Five thousand people, each with a conversation with this one in which there was something later than anywhere else. */
    private void befriend(Client who) {
        insert(
                "parley_account (id, kind, username, username_key, display_name, search, admin, created_at)",
                i -> "%d, 'PERSON', 'friend%d', 'friend%d', 'Friend', 'friend', false, current_timestamp"
                        .formatted(FIRST_ID + i, i, i));
        insert(
                "parley_conversation (id, kind, low_id, high_id, last_seq, last_ordinal, live_count, created_by,"
                        + " created_at, last_message_at)",
                i -> ("%d, 'DIRECT', %d, %d, 0, 0, 0, %d, current_timestamp," + " current_timestamp + interval '1' day")
                        .formatted(FIRST_ID + i, who.id(), FIRST_ID + i, who.id()));
        insert(
                "parley_address (conversation_id, pair)",
                i -> "%d, '%d:%d'".formatted(FIRST_ID + i, who.id(), FIRST_ID + i));
        for (boolean friend : List.of(true, false)) {
            insert(
                    "parley_member (conversation_id, account_id, role, joined_seq)",
                    i -> "%d, %d, 'MEMBER', 0".formatted(FIRST_ID + i, friend ? FIRST_ID + i : who.id()));
            insert(
                    "parley_marker (conversation_id, account_id, read_seq, read_ordinal)",
                    i -> "%d, %d, 0, 0".formatted(FIRST_ID + i, friend ? FIRST_ID + i : who.id()));
        }
    }

    private void insert(String into, IntFunction<String> row) {
        server().place()
                .run(IntStream.range(0, MANY)
                        .mapToObj(i -> "(" + row.apply(i) + ")")
                        .collect(Collectors.joining(",", "insert into " + into + " values ", "")));
    }
}
