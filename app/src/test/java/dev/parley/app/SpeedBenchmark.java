package dev.parley.app;

import dev.parley.cli.bench.Bench;
import dev.parley.cli.bench.Crowd;
import dev.parley.cli.bench.Load;
import dev.parley.cli.bench.Pace;
import dev.parley.cli.bench.People;
import dev.parley.cli.bench.Report;
import dev.parley.cli.bench.Seat;
import dev.parley.cli.bench.StoredPeople;
import dev.parley.cli.bench.Target;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast the server is on both databases, beside a {@link NaiveBroadcast} without storage in the same run: only the ratios mean
 * something on another machine. Writes {@code target/speed.md}. Not part of {@code verify}; run it, on a machine that does nothing
 * else, with
 *
 * <pre>./mvnw -pl app -am test -Dtest=SpeedBenchmark -Dsurefire.failIfNoSpecifiedTests=false -Djacoco.skip=true</pre>
 *
 * {@code -Dparley.seconds=30} measures longer, {@code -Dparley.warm-up=5} warms up more briefly than a minute, {@code
 * -Dtest=SpeedBenchmark#h2} measures on one database only.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SpeedBenchmark {

    private static final int SECONDS = Integer.getInteger("parley.seconds", 10);
    static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("parley.warm-up", 60));
    private static final Duration MEASURED = Duration.ofSeconds(SECONDS);
    static final int BODY = 120;
    static final int CONNECTIONS = 1_000;
    static final int SENDERS = 10;
    private static final int IDLE = Integer.getInteger("parley.idle", 10_000);
    private static final int ACQUAINTANCES = 20;
    static final int AT_ONCE = 16;
    private static final double QUIET = 10;
    private static final int CROSSING = 600;
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final double PROMISED_CROSSING = 100;
    private static final double PROMISED_RATE = 4_000;
    private static final double PROMISED_P99 = 25;
    private static final List<Double> RATES = List.of(6_000.0, 8_000.0, 10_000.0, 12_000.0, 16_000.0, 20_000.0);
    private static final Sheet SHEET = new Sheet("speed.md");

    private final SoftAssertions promises = new SoftAssertions();

    /** What came of a load, with what the processes that serve spent a delivery, in microseconds. */
    private record Measured(Report report, OptionalDouble micros) {}

    /** By how much a meter goes up while it is measured. */
    private static class Growth implements Bench.Watch {

        private final DoubleSupplier meter;
        private double amount;

        Growth(DoubleSupplier meter) {
            this.meter = meter;
        }

        @Override
        public void begins() {
            amount = -meter.getAsDouble();
        }

        @Override
        public void ends() {
            amount += meter.getAsDouble();
        }
    }

    @Test
    void h2(@TempDir Path folder) throws Exception {
        everything(SpeedDatabase.h2(folder), folder);
    }

    @Test
    void postgres(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres postgres = SpeedDatabase.durable()) {
            everything(SpeedDatabase.postgres(postgres), folder);
        }
    }

    @Test
    void idle(@TempDir Path folder) throws Exception {
        SpeedDatabase database = SpeedDatabase.h2(folder);
        List<Seat> seats = database.people(SpeedBenchmark::acquainted);
        try (ServerProcess server = database.server()) {
            // everybody comes once, and has gone for good and been spoken of after a minute: neither caches nor that
            // are counted
            Load quiet = new Load(SENDERS, Pace.rate(QUIET), BODY, Duration.ZERO, Duration.ofSeconds(1));
            Bench.run(target(server), seats, quiet, Bench.Watch.nobody());
            Load alone = new Load(1, Pace.rate(QUIET), BODY, WARM_UP, Duration.ofSeconds(1));
            Bench.run(target(server), seats.subList(0, 1), alone, Bench.Watch.nobody());
            long before = new Heap(server.pid()).reachable();
            long[] open = new long[1];
            Growth spent = new Growth(seconds(ProcessTimes.of(server.pid()))) {
                @Override
                public void ends() {
                    super.ends();
                    open[0] = new Heap(server.pid()).reachable();
                }
            };
            Report report = Bench.run(target(server), seats, quiet.lasting(WARM_UP, MEASURED), spent);
            double kibibytes = (open[0] - before) / 1024.0 / seats.size();
            SHEET.note(
                    "%s | %,d idle connections, %d conversations each | %.1f KiB of heap each | at most 20",
                    database.name(), seats.size(), ACQUAINTANCES, kibibytes);
            SHEET.note(
                    "%s | with these, 10 messages a second | ok after %.2f ms at p50, %.2f at p99; pings, comparisons and all take "
                            + "%.0f %% of a processor |",
                    database.name(), report.answers().p50(), report.answers().p99(), spent.amount * 100 / SECONDS);
            promises.assertThat(kibibytes).as("KiB of heap a connection").isLessThanOrEqualTo(20);
            sound(report);
        }
        promises.assertAll();
    }

    @Test
    void twoServers() throws Exception {
        try (EmbeddedPostgres postgres = SpeedDatabase.durable()) {
            SpeedDatabase database = SpeedDatabase.postgres(postgres);
            List<Seat> both = database.people(people -> Crowd.ofOneConversation(people, 2));
            try (ServerProcess one = database.server();
                    ServerProcess two = database.server()) {
                cross(one, two, both, 1 + (int) WARM_UP.dividedBy(BETWEEN));
                Crossing crossing = cross(one, two, both, CROSSING);
                SHEET.note(
                        "%s | two servers, 20 messages/s | shown on the other after %s; later than here by %s | p99 at most 100 ms",
                        database.name(), Sheet.times(crossing.sinceDue()), Sheet.times(crossing.later()));
                promises.assertThat(crossing.sinceDue().p99())
                        .as("p99 from server to server")
                        .isLessThanOrEqualTo(PROMISED_CROSSING);
            }
        }
        promises.assertAll();
    }

    private static Crossing cross(ServerProcess one, ServerProcess two, List<Seat> both, int many) {
        try (LiveSocket here = LiveSocket.open(one.address(), both.get(0).token());
                LiveSocket there = LiveSocket.open(two.address(), both.get(1).token())) {
            return Crossing.of(here, there, both.get(0).conversation(), many, BETWEEN);
        }
    }

    private void everything(SpeedDatabase database, Path folder) throws Exception {
        List<Seat> one = database.people(people -> Crowd.ofOneConversation(people, CONNECTIONS));
        List<Seat> pairs = database.people(people -> Crowd.ofPairs(people, CONNECTIONS, AT_ONCE));
        compare(database, one, 1, 3, 3);
        compare(database, one, 10, 10, 0.5);
        pairs(database, pairs);
        quiet(database, one.subList(0, 2), folder);
        promises.assertAll();
    }

    private void compare(SpeedDatabase database, List<Seat> seats, int inFlight, double times, double micros) {
        Load load = new Load(SENDERS, Pace.inFlight(inFlight), BODY, WARM_UP, MEASURED);
        Measured naive = naive(load);
        Measured parley;
        try (ServerProcess server = database.server()) {
            parley = measure(server, database.times(server), seats, load);
            allocated(database, server, seats, load);
        }
        double ratio = perSecond(parley) / perSecond(naive);
        String what = database.name() + ", " + inFlight + " on the way";
        SHEET.note("%s | naive broadcast, no storage | %s", what, figures(naive));
        SHEET.note("%s | Parley | %s", what, figures(parley));
        SHEET.note("%s | ratio | %.1f | at least %.0f", what, ratio, times);
        promises.assertThat(ratio).as(what + ": times the baseline").isGreaterThanOrEqualTo(times);
        parley.micros()
                .ifPresent(spent -> promises.assertThat(spent)
                        .as(what + ": µs of processor time a delivery")
                        .isLessThanOrEqualTo(micros));
        sound(parley.report());
    }

    /** Measured apart, because to ask for it takes time. */
    private static void allocated(SpeedDatabase database, ServerProcess server, List<Seat> seats, Load load) {
        Growth bytes = new Growth(new Heap(server.pid())::allocated);
        Load shorter = load.lasting(Duration.ofSeconds(2), Duration.ofSeconds(5));
        Report report = Bench.run(target(server), seats, shorter, bytes);
        SHEET.note(
                "%s, %d on the way | allocated a delivery | %.0f bytes |",
                database.name(),
                load.pace().inFlight(),
                bytes.amount / report.amounts().deliveries());
    }

    private static Measured naive(Load load) {
        List<Seat> seats = Collections.nCopies(CONNECTIONS, new Seat("none", NaiveBroadcast.CONVERSATION));
        try (ServerProcess server = ServerProcess.launch(Map.of(), Java.fullSpeed(NaiveBroadcast.class.getName()))) {
            return measure(server, ProcessTimes.of(server.pid()), seats, load);
        }
    }

    private void pairs(SpeedDatabase database, List<Seat> seats) {
        try (ServerProcess server = database.server()) {
            warmUp(server, seats, seats.size() / 10);
            warmUp(server, seats, seats.size() / 10);
            Report promised = atRate(server, seats, PROMISED_RATE);
            SHEET.note(
                    "%s | 500 pairs, 4,000 messages/s | %s | p99 at most 25 ms",
                    database.name(), Sheet.latencies(promised));
            promises.assertThat(promised.deliveries().p99()).as("p99 of pairs").isLessThanOrEqualTo(PROMISED_P99);
            promises.assertThat(promised.amounts().messagesPerSecond())
                    .as("messages stored a second")
                    .isGreaterThanOrEqualTo(PROMISED_RATE * 0.99);
            sound(promised);
            knee(database, server, seats);
        }
    }

    private void knee(SpeedDatabase database, ServerProcess server, List<Seat> seats) {
        for (double rate : RATES) {
            Report report = atRate(server, seats, rate);
            SHEET.note("%s | 500 pairs, %,.0f messages/s | %s |", database.name(), rate, Sheet.latencies(report));
            sound(report);
            if (report.deliveries().p99() > PROMISED_P99) {
                return;
            }
        }
    }

    /** As fast as it goes: a rate that a server cannot keep yet would be refused for the most part, a slow one warms nothing. */
    private static void warmUp(ServerProcess server, List<Seat> seats, int senders) {
        Load load = new Load(senders, Pace.inFlight(1), BODY, WARM_UP, Duration.ofSeconds(1));
        Bench.run(target(server), seats, load, Bench.Watch.nobody());
    }

    private static Report atRate(ServerProcess server, List<Seat> seats, double rate) {
        Load load = new Load(seats.size() / 2, Pace.rate(rate), BODY, Duration.ofSeconds(2), MEASURED);
        return Bench.run(target(server), seats, load, Bench.Watch.nobody());
    }

    private void quiet(SpeedDatabase database, List<Seat> seats, Path folder) throws Exception {
        try (ServerProcess server = database.server()) {
            warmUp(server, seats, seats.size());
            Load load = new Load(seats.size(), Pace.rate(QUIET), BODY, Duration.ofSeconds(2), MEASURED);
            Report report = Bench.run(target(server), seats, load, Bench.Watch.nobody());
            double commit = database.commitMillis(folder);
            SHEET.note(
                    "%s | quiet, 10 messages/s | ok after %.2f ms at p50, the database's own commit %.2f ms | 3 ms more",
                    database.name(), report.answers().p50(), commit);
            promises.assertThat(report.answers().p50()).as("ok when quiet").isLessThanOrEqualTo(commit + 3);
            sound(report);
        }
    }

    private static Measured measure(ServerProcess server, ProcessTimes processes, List<Seat> seats, Load load) {
        Growth spent = new Growth(seconds(processes));
        Report report = Bench.run(target(server), seats, load, spent);
        double micros = spent.amount * 1e6 / report.amounts().deliveries();
        return new Measured(report, Double.isNaN(micros) ? OptionalDouble.empty() : OptionalDouble.of(micros));
    }

    private static DoubleSupplier seconds(ProcessTimes processes) {
        return () -> processes.seconds().orElse(Double.NaN);
    }

    private static Target target(ServerProcess server) {
        return Target.of(server.address().toString());
    }

    private static double perSecond(Measured measured) {
        return measured.report().amounts().deliveriesPerSecond();
    }

    /** People in groups in which everybody talks with everybody. */
    private static List<Seat> acquainted(StoredPeople people) {
        int group = ACQUAINTANCES + 1;
        return IntStream.range(0, IDLE / group)
                .parallel()
                .mapToObj(i -> group(people, "idle" + i + "-", group))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Seat> group(StoredPeople people, String name, int size) {
        List<People.Person> all = IntStream.range(0, size)
                .mapToObj(i -> people.register(name + i, "three small words"))
                .toList();
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                people.open(all.get(i), all.get(j));
            }
        }
        return IntStream.range(0, size)
                .mapToObj(i -> new Seat(all.get(i).token(), people.open(all.get(i), all.get((i + 1) % size))))
                .toList();
    }

    private void sound(Report report) {
        promises.assertThat(report.faults().none())
                .as(report.faults().toString())
                .isTrue();
        promises.assertThat(report.faults().refused()).isEmpty();
    }

    private static String figures(Measured measured) {
        Report report = measured.report();
        String cpu = measured.micros().isPresent()
                ? Sheet.text("%.2f µs", measured.micros().getAsDouble())
                : "not known";
        return Sheet.text(
                "%,.0f deliveries/s, %s of processor time each, %s | bench itself %.2f µs",
                perSecond(measured),
                cpu,
                Sheet.latencies(report),
                report.amounts().readerMicros());
    }

    @AfterAll
    static void write() throws IOException {
        SHEET.write();
    }
}
