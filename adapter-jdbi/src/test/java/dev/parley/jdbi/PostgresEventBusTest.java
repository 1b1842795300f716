package dev.parley.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contract.EventBusContract;
import dev.parley.core.model.ConversationId;
import dev.parley.core.port.Bell;
import dev.parley.core.port.EventBus;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PostgresEventBusTest implements EventBusContract {

    private static final PostgresServer SERVER = PostgresServer.shared();

    private final DatabaseSettings settings = SERVER.database();

    @Override
    public EventBus open() {
        return bus(settings);
    }

    private static EventBus bus(DatabaseSettings settings) {
        return PostgresBackend.of(settings).bus();
    }

    @Test
    void g7_aConnectionThatWasCutComesBackAndSaysThatSomethingMayHaveBeenMissed() throws Exception {
        Heard heard = new Heard();
        try (EventBus one = open();
                EventBus other = open()) {
            EventBus.Line line = one.join(new Heard());
            other.join(heard);
            heard.await("missed");
            for (int i = 0; i < 3; i++) {
                SERVER.run("select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                        + settings.url().replaceAll(".*/", "") + "'");

                heard.await("missed");
                ringUntilHeard(line, heard, 10 + i);
            }
        }
    }

    @Test
    void g14_aServerWhosePacketsVanishIsNoticedAndKeepsNobodyWaiting() throws Exception {
        Heard heard = new Heard();
        try (Gate gate = new Gate(SERVER.port());
                EventBus behind = bus(DatabaseSettings.of(settings.url().replaceAll(":\\d+/", ":" + gate.port() + "/"))
                        .withUser("postgres"))) {
            EventBus.Line line = behind.join(heard);
            heard.await("missed");
            gate.shut();

            Duration ringing = timed(() -> line.ring(Bell.of(new ConversationId(1))));
            Duration closing = timed(behind::close);

            assertThat(ringing).isLessThan(Duration.ofMillis(500));
            assertThat(closing).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void g14_aServerWhosePacketsVanishedIsFoundAgain() throws Exception {
        Heard heard = new Heard();
        try (Gate gate = new Gate(SERVER.port());
                EventBus one = open();
                EventBus behind = bus(DatabaseSettings.of(settings.url().replaceAll(":\\d+/", ":" + gate.port() + "/"))
                        .withUser("postgres"))) {
            EventBus.Line line = one.join(new Heard());
            behind.join(heard);
            heard.await("missed");
            gate.shut();
            heard.awaitSilence();
            gate.open();

            ringUntilHeard(line, heard, 7);
        }
    }

    @Test
    void manyRingsAtOnceMakeFewNotices() throws Exception {
        Heard heard = new Heard();
        try (EventBus one = open();
                EventBus other = open()) {
            EventBus.Line line = one.join(new Heard());
            other.join(heard);
            heard.await("missed");
            ringUntilHeard(line, heard, 1);
            heard.clear();

            for (int i = 0; i < 100_000; i++) {
                line.ring(Bell.of(new ConversationId(2 + i % 50)));
            }
            ringUntilHeard(line, heard, 999);

            assertThat(heard.count()).isLessThan(1_000);
        }
    }

    @Test
    void whatStrangersSayOnTheChannelIsNothing() throws Exception {
        Heard heard = new Heard();
        try (EventBus one = open();
                EventBus other = open()) {
            EventBus.Line line = one.join(new Heard());
            other.join(heard);
            heard.await("missed");

            try (var connection = DriverManager.getConnection(settings.url(), "postgres", "");
                    var statement = connection.createStatement()) {
                for (String text :
                        Set.of("", "x", "01234567", "01234567b", "01234567bc", "01234567ba99999999999999999")) {
                    statement.execute("select pg_notify('parley_' || md5(current_schema()), '" + text + "')");
                }
            }

            ringUntilHeard(line, heard, 7);
        }
    }

    @Test
    void afterClosingThereIsNoThread() {
        EventBus bus = open();
        bus.join(new Heard());

        bus.close();

        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("parley-ear") || name.startsWith("parley-bell"))
                        .collect(Collectors.toSet()))
                .isEmpty();
    }

    /** What follows the end of a connection may be lost. */
    private static void ringUntilHeard(EventBus.Line line, Heard heard, long conversation) throws Exception {
        String expected = "c" + conversation;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        do {
            assertThat(System.nanoTime() - end).as("It was not heard").isNegative();
            line.ring(Bell.of(new ConversationId(conversation)));
        } while (!heard.within(expected, 100));
    }

    private static Duration timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Hears everything, in one queue. */
    private static final class Heard implements EventBus.Node {

        private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

        @Override
        public void rung(Bell bell) {
            bell.conversations().forEach(id -> words.add("c" + id.value()));
        }

        @Override
        public void missed() {
            words.add("missed");
        }

        @Override
        public void whispered(String text) {
            words.add(text);
        }

        void clear() {
            words.clear();
        }

        int count() {
            return words.size();
        }

        void await(String word) throws InterruptedException {
            assertThat(within(word, 20_000)).as(word).isTrue();
        }

        /** Passes over everything else. */
        boolean within(String word, long millis) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (System.nanoTime() - end < 0) {
                if (word.equals(words.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS))) {
                    return true;
                }
            }
            return false;
        }

        /** Until the bus has given its connection up. */
        void awaitSilence() throws InterruptedException {
            assertThat(words.poll(8, TimeUnit.SECONDS)).isNull();
        }
    }
}
