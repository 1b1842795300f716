package dev.parley.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.cli.launch.SettingsException;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchTest {

    private static final int CONNECTIONS = 8;
    private static final List<Seat> SEATS =
            Collections.nCopies(CONNECTIONS, new Seat("token", TinyServer.CONVERSATION));

    @Test
    void everyMessageIsCountedOnEveryConnectionAndTimed() throws IOException {
        Report report = run(TinyServer.Fault.NONE, Pace.inFlight(3));

        assertThat(report.faults().none()).as(report.faults().toString()).isTrue();
        assertThat(report.amounts().answers()).isGreaterThan(100);
        assertThat((double) report.amounts().deliveries() / report.amounts().answers())
                .isBetween(CONNECTIONS * 0.9, CONNECTIONS * 1.1);
        assertThat(report.deliveries().p50())
                .isPositive()
                .isLessThanOrEqualTo(report.deliveries().p99());
        assertThat(report.deliveries().p99())
                .isLessThanOrEqualTo(report.deliveries().max());
    }

    @Test
    void aRateIsKept() throws IOException {
        Report report = run(TinyServer.Fault.NONE, Pace.rate(200));

        assertThat(report.faults().none()).as(report.faults().toString()).isTrue();
        assertThat(report.amounts().messagesPerSecond()).isBetween(150.0, 250.0);
    }

    @Test
    void whatAServerDoesWrongIsFound() throws IOException {
        assertThat(run(TinyServer.Fault.LOSES_ONE, Pace.inFlight(1)).faults().lost())
                .isEqualTo(1);
        assertThat(run(TinyServer.Fault.DOUBLES_ONE, Pace.inFlight(1)).faults().doubled())
                .isEqualTo(1);
        assertThat(run(TinyServer.Fault.SWAPS_TWO, Pace.inFlight(1)).faults().outOfOrder())
                .isEqualTo(1);
    }

    @Test
    void aSendThatIsNotAnsweredOnceIsAFaultAndOneThatIsRefusedIsNone() throws IOException {
        Report.Faults swallowed =
                run(TinyServer.Fault.SWALLOWS_ONE, Pace.inFlight(2)).faults();
        Report.Faults twice =
                run(TinyServer.Fault.ANSWERS_ONE_TWICE, Pace.inFlight(2)).faults();
        Report.Faults refused =
                run(TinyServer.Fault.REFUSES_ONE, Pace.inFlight(2)).faults();

        assertThat(swallowed.unanswered()).isEqualTo(1);
        assertThat(swallowed.none()).isFalse();
        assertThat(twice.answeredTwice()).isEqualTo(1);
        assertThat(twice.unanswered()).isZero();
        assertThat(twice.none()).isFalse();
        assertThat(refused.refused()).isEqualTo(Map.of("unavailable", 1L));
        assertThat(refused.none()).as(refused.toString()).isTrue();
    }

    @Test
    void aConnectionThatIsClosedIsAFaultWithItsCodeAndMissesTheRest() throws IOException {
        Report.Faults faults = run(TinyServer.Fault.CLOSES, Pace.inFlight(1)).faults();

        assertThat(faults.closed()).containsOnlyKeys(4001);
        assertThat(faults.lost()).isPositive();
        assertThat(faults.none()).isFalse();
    }

    @Test
    void aServerWithLimitsIsSaidToHaveThem() {
        refuses(TinyServer.Fault.LIMITS_SENDS, "--limits off");
        refuses(TinyServer.Fault.LIMITS_CONNECTIONS, "4429 too many connections");
    }

    @Test
    void aRefusedHandshakeIsSaidWithItsReason() {
        refuses(TinyServer.Fault.REFUSES_HANDSHAKES, "401 Unauthorized, unauthenticated");
    }

    private static void refuses(TinyServer.Fault fault, String why) {
        assertThatThrownBy(() -> run(fault, Pace.inFlight(1)))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aServerThatIsAwayIsSaidToBeAway() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Target nobody = Target.of("ws://127.0.0.1:" + free);

        assertThatThrownBy(() -> Bench.run(nobody, SEATS, load(Pace.inFlight(1)), Bench.Watch.nobody()))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("No server answers at 127.0.0.1:" + free);
        assertThatThrownBy(() -> new HttpPeople(nobody).register("ada", "three small words"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("No server answers");
    }

    @Test
    void moreSendersThanConnectionsAreRefused() {
        Load load = new Load(CONNECTIONS + 1, Pace.inFlight(1), 10, Duration.ZERO, Duration.ofSeconds(1));

        assertThatThrownBy(() -> Bench.run(Target.of("ws://127.0.0.1"), SEATS, load, Bench.Watch.nobody()))
                .isInstanceOf(SettingsException.class);
    }

    @Test
    void aReportIsATableForPeopleAndAnObjectForPrograms() throws IOException {
        Report report = run(TinyServer.Fault.LOSES_ONE, Pace.inFlight(2));

        JsonNode json = new ObjectMapper().readTree(ReportLines.json(report));
        assertThat(json.path("connections").intValue()).isEqualTo(CONNECTIONS);
        assertThat(json.path("in_flight").intValue()).isEqualTo(2);
        assertThat(json.path("lost").intValue()).isEqualTo(1);
        assertThat(json.path("deliveries_per_second").longValue()).isPositive();
        assertThat(json.path("delivered_ms").path("p99").doubleValue()).isPositive();
        assertThat(String.join("\n", ReportLines.table(report))).contains("lost 1   doubled 0", "deliveries", "p99");
    }

    private static Report run(TinyServer.Fault fault, Pace pace) throws IOException {
        try (TinyServer server = new TinyServer(fault)) {
            return Bench.run(server.target(), SEATS, load(pace), Bench.Watch.nobody());
        }
    }

    private static Load load(Pace pace) {
        return new Load(2, pace, 200, Duration.ofMillis(100), Duration.ofMillis(500));
    }
}
