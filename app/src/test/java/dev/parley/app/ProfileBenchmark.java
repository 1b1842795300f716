package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.bench.Bench;
import dev.parley.cli.bench.Crowd;
import dev.parley.cli.bench.Load;
import dev.parley.cli.bench.Pace;
import dev.parley.cli.bench.Report;
import dev.parley.cli.bench.Seat;
import dev.parley.cli.bench.Target;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where a server's processor time and garbage go under the loads of {@link SpeedBenchmark}. Writes {@code target/profile.md} and
 * leaves the recordings beside it. Not part of {@code verify}; run it with
 *
 * <pre>./mvnw -pl app -am test -Dtest=ProfileBenchmark -Dsurefire.failIfNoSpecifiedTests=false -Djacoco.skip=true</pre>
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ProfileBenchmark {

    /** Well below what a server can do, as it is slower while it is recorded. */
    private static final double RATE = 2_000;

    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final Sheet SHEET = new Sheet("profile.md");

    /** From when to when it was measured. */
    private static final class Interval implements Bench.Watch {

        private Instant from = Instant.MIN;
        private Instant to = Instant.MAX;

        @Override
        public void begins() {
            from = Instant.now();
        }

        @Override
        public void ends() {
            to = Instant.now();
        }
    }

    @Test
    void h2(@TempDir Path folder) throws Exception {
        both(SpeedDatabase.h2(folder));
    }

    @Test
    void postgres() throws Exception {
        try (EmbeddedPostgres postgres = SpeedDatabase.durable()) {
            both(SpeedDatabase.postgres(postgres));
        }
    }

    private static void both(SpeedDatabase database) throws Exception {
        List<Seat> one = database.people(people -> Crowd.ofOneConversation(people, SpeedBenchmark.CONNECTIONS));
        Load closed = new Load(
                SpeedBenchmark.SENDERS, Pace.inFlight(1), SpeedBenchmark.BODY, SpeedBenchmark.WARM_UP, MEASURED);
        record(database, "one on the way", one, closed);
        List<Seat> pairs =
                database.people(people -> Crowd.ofPairs(people, SpeedBenchmark.CONNECTIONS, SpeedBenchmark.AT_ONCE));
        Load steady =
                new Load(pairs.size() / 2, Pace.rate(RATE), SpeedBenchmark.BODY, SpeedBenchmark.WARM_UP, MEASURED);
        record(database, "500 pairs", pairs, steady);
    }

    private static void record(SpeedDatabase database, String what, List<Seat> seats, Load load) throws Exception {
        String where = database.name() + ", " + what;
        Path recording = Path.of("target", where.replaceAll("\\W+", "-") + ".jfr");
        Interval measured = new Interval();
        try (ServerProcess server = database.server(Profile.FLAG)) {
            Report report = Bench.run(Target.of(server.address().toString()), seats, load, measured);
            tell(where, report, Profile.of(server.pid(), recording, measured.from, measured.to));
            assertThat(report.faults().none()).as(report.faults().toString()).isTrue();
        }
    }

    private static void tell(String where, Report report, Profile profile) {
        SHEET.note("%s | recorded | %s |", where, Sheet.latencies(report));
        SHEET.note("%s | processor time, by owner | %s |", where, profile.processor.byOwner());
        SHEET.note("%s | processor time, by place | %s |", where, profile.processor.byPlace());
        SHEET.note(
                "%s | garbage | %.1f KB a message, %.0f bytes a delivery |",
                where,
                profile.garbage.all() / report.amounts().answers() / 1000,
                profile.garbage.all() / report.amounts().deliveries());
        SHEET.note("%s | garbage, by owner | %s |", where, profile.garbage.byOwner());
        SHEET.note("%s | garbage, by place | %s |", where, profile.garbage.byPlace());
    }

    @AfterAll
    static void write() throws IOException {
        SHEET.write();
    }
}
