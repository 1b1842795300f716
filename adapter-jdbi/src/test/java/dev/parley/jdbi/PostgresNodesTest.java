package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Chat;
import dev.parley.core.event.ChatEvent;
import dev.parley.core.event.Ending;
import dev.parley.core.event.Envelope;
import dev.parley.core.memory.Pbkdf2Hasher;
import dev.parley.core.model.Account;
import dev.parley.core.model.Actor;
import dev.parley.core.model.Change;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.Draft;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Limits;
import dev.parley.core.model.Message;
import dev.parley.core.model.Pair;
import dev.parley.core.model.Position;
import dev.parley.core.model.Registration;
import dev.parley.core.port.Subscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two chats on one PostgreSQL: how fast they are, and what they do when the database is tampered with. */
class PostgresNodesTest {

    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final int MESSAGES = 300;
    private static final int FEW = 3;

    /** Of the time from one comparison with the database to the next. */
    private static final Duration HALF_A_COMPARISON = Duration.ofMillis(1_500);

    private static final long PROMPT_MICROS = 100_000;

    private final DatabaseSettings settings = SERVER.database();
    private final List<Chat> chats = new ArrayList<>();
    private Chat here;
    private Chat there;
    private Account alice;
    private Account bob;

    @BeforeEach
    void start() {
        here = chat(settings);
        there = chat(settings);
        alice = person("alice");
        bob = person("bob");
        post("first");
    }

    @AfterEach
    void stop() {
        chats.forEach(Chat::close);
    }

    /** By the comparison alone each would be shown three seconds after the one before. */
    @Test
    void g7_withTheBusAnotherProcessShowsAMessageLongBeforeItWouldCompare() throws Exception {
        Told told = new Told();
        there.subscribe(bob.id(), List.of(), told);
        told.await(post("until the bus is heard"), Duration.ofSeconds(20));
        told.await(post("and now it is"), Duration.ofSeconds(20));
        List<Long> nanos = new ArrayList<>();

        for (int i = 0; i < MESSAGES; i++) {
            long before = System.nanoTime();
            long seq = post("text " + i);
            nanos.add(told.await(seq, Duration.ofSeconds(20)) - before);
            assertThat(late(nanos)).as("shown late, of %d", nanos.size()).isLessThanOrEqualTo(FEW);
        }

        nanos.sort(null);
        long p50 = TimeUnit.NANOSECONDS.toMicros(nanos.get(MESSAGES / 2));
        long p99 = TimeUnit.NANOSECONDS.toMicros(nanos.get(MESSAGES * 99 / 100));
        assertThat(p50).as("p50 in µs").isLessThan(PROMPT_MICROS);
        System.out.printf("From a post to another process: p50 %d µs, p99 %d µs%n", p50, p99);
    }

    private static long late(List<Long> nanos) {
        return nanos.stream().filter(n -> n > HALF_A_COMPARISON.toNanos()).count();
    }

    @Test
    void g7_whereTheListeningConnectionIsCutTheOthersAreHeardAgain() throws Exception {
        Told told = new Told();
        there.subscribe(bob.id(), List.of(), told);
        told.await(post("until the bus is heard"), Duration.ofSeconds(20));

        for (int i = 0; i < 3; i++) {
            SERVER.run("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name()
                    + "' and query like '%listen%'");
            told.await(post("after the cut"), Duration.ofSeconds(5));
        }
        told.await(post("once more"), Duration.ofSeconds(5));

        assertThat(told.seqs).isSorted().doesNotHaveDuplicates();
        assertThat(told.seqs.get(told.seqs.size() - 1) - told.seqs.get(0)).isEqualTo(told.seqs.size() - 1L);
    }

    @Test
    void aHistoryThatHasBecomeShorterRenewsTheEpochEverywhere() throws Exception {
        post("second");
        String before = here.epoch();
        Told left = new Told();
        Told right = new Told();
        here.subscribe(alice.id(), List.of(), left);
        there.subscribe(bob.id(), List.of(), right);

        runThere("delete from parley_message where seq = 2");
        runThere("update parley_conversation set last_seq = 1");

        assertThat(left.endings.poll(8, TimeUnit.SECONDS)).isEqualTo(Ending.EPOCH_RENEWED);
        assertThat(right.endings.poll(8, TimeUnit.SECONDS)).isEqualTo(Ending.EPOCH_RENEWED);
        assertThat(here.epoch()).isEqualTo(there.epoch()).isNotEqualTo(before);
    }

    @Test
    void aCopyOfTheDatabaseHasAnotherEpochAndTheOriginalKeepsIts() {
        String before = here.epoch();
        stop();
        chats.clear();
        SERVER.run("create database copy_of_" + name() + " template " + name());

        Chat copy = chat(SERVER.settings("copy_of_" + name()));
        Chat original = chat(settings);

        assertThat(original.epoch()).isEqualTo(before);
        assertThat(copy.epoch()).isNotEqualTo(before);
        assertThat(copy.accounts().person("alice").displayName()).isEqualTo("alice");
    }

    @Test
    void manyConversationsOpenedAndReadAtOnceFromBothDoNotWaitInACircle() {
        SERVER.run("alter database " + name() + " set deadlock_timeout = '20ms'");
        List<Chat> both = List.of(chat(settings), chat(settings));
        List<Account> people = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            people.add(person("person" + i));
        }

        try (Logged logged = new Logged(FailureLog.class)) {
            Crowd.of(6, worker -> {
                Chat chat = both.get(worker % 2);
                for (int i = 0; i < people.size(); i++) {
                    Account one = people.get((i * 5 + worker) % people.size());
                    Account other = people.get((i * 7 + 3 * worker) % people.size());
                    meet(chat, one, other);
                }
                return worker;
            });

            assertThat(logged.lines()).noneMatch(line -> line.contains("deadlock"));
        }
    }

    /** On a machine that has other things to do, a row may be held for longer than one waits. */
    private static void meet(Chat chat, Account one, Account other) {
        try {
            Message message = chat.messages()
                    .post(Actor.user(one.id()), Pair.of(one.id(), other.id()), Draft.text("hello"))
                    .message();
            chat.readMarkers().read(Actor.user(other.id()), message.conversation(), message.seq());
            chat.sessions().start(one);
        } catch (ChatException away) {
            assertThat(away.code().kind()).isEqualTo(ErrorCode.Kind.UNAVAILABLE);
        }
    }

    private Chat chat(DatabaseSettings database) {
        Chat chat = Chat.builder()
                .stores(JdbiStores.open(database))
                .passwords(new Pbkdf2Hasher(1_000))
                .limits(Limits.defaults().withoutRates())
                .build();
        chats.add(chat);
        return chat;
    }

    private Account person(String name) {
        return here.accounts().register(Registration.of(name, "three small words"), "local");
    }

    private long post(String text) {
        return here.messages()
                .post(Actor.user(alice.id()), Pair.of(alice.id(), bob.id()), Draft.text(text))
                .message()
                .seq();
    }

    private String name() {
        return settings.url().replaceAll(".*/", "");
    }

    private void runThere(String sql) {
        try (JdbiStores stores = JdbiStores.open(settings)) {
            stores.database().write(handle -> handle.execute(sql));
        }
    }

    /** Writes down the numbers in their order, and when each came. */
    private static final class Told implements Subscriber {

        private record Arrival(long seq, long at) {}

        final List<Long> seqs = new ArrayList<>();
        final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
        private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

        @Override
        public void started(List<Position> positions) {}

        @Override
        public void changed(Envelope envelope) {
            long now = System.nanoTime();
            for (Change change : envelope.changes()) {
                seqs.add(change.seq());
                arrivals.add(new Arrival(change.seq(), now));
            }
        }

        @Override
        public void happened(ChatEvent event) {}

        @Override
        public void ended(Ending why) {
            endings.add(why);
        }

        /** When this one came. */
        long await(long seq, Duration most) throws InterruptedException {
            long end = System.nanoTime() + most.toNanos();
            while (true) {
                Arrival arrival = arrivals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(arrival).as("change " + seq + " within " + most).isNotNull();
                if (arrival.seq() == seq) {
                    return arrival.at();
                }
            }
        }
    }
}
