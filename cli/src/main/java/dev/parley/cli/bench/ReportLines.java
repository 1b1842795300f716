package dev.parley.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A report for people and for programs.
 *
 * <p>Thread-safe: has no state.
 */
public final class ReportLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportLines() {}

    /** A table. */
    public static List<String> table(Report report) {
        Report.Amounts amounts = report.amounts();
        Report.Faults faults = report.faults();
        List<String> lines = new ArrayList<>();
        lines.add(line(
                "%,d connections, %s",
                report.setting().connections(), load(report.setting().load())));
        lines.add("");
        lines.add(line("deliveries   %,14.0f /s", amounts.deliveriesPerSecond()));
        lines.add(line("messages     %,14.0f /s", amounts.messagesPerSecond()));
        lines.add(line("%-12s %10s %10s %10s", "", "p50", "p99", "max"));
        lines.add(times("delivered", report.deliveries()));
        lines.add(times("answered", report.answers()));
        lines.add(line(
                "lost %,d   doubled %,d   out of order %,d   unanswered %,d   answered twice %,d",
                faults.lost(), faults.doubled(), faults.outOfOrder(), faults.unanswered(), faults.answeredTwice()));
        faults.refused().forEach((code, count) -> lines.add(line("refused as %s: %,d", code, count)));
        faults.closed().forEach((code, count) -> lines.add(line("closed by the server with %d: %,d", code, count)));
        lines.add(line("the bench itself took %.2f µs of processor time a delivery", amounts.readerMicros()));
        return lines;
    }

    private static String load(Load load) {
        String pace = load.pace().inFlight() > 0
                ? line("%,d messages on the way each", load.pace().inFlight())
                : line("%,.1f messages a second together", load.pace().perSecond());
        return line(
                "%,d senders with %s, %,d characters, %,d s",
                load.senders(), pace, load.body(), load.measured().toSeconds());
    }

    private static String times(String name, Report.Times times) {
        return line("%-12s %7.2f ms %7.2f ms %7.2f ms", name, times.p50(), times.p99(), times.max());
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** One object on one line. */
    public static String json(Report report) {
        Load load = report.setting().load();
        ObjectNode json = JSON.createObjectNode()
                .put("connections", report.setting().connections())
                .put("senders", load.senders());
        if (load.pace().inFlight() > 0) {
            json.put("in_flight", load.pace().inFlight());
        } else {
            json.put("rate", load.pace().perSecond());
        }
        json.put("size", load.body())
                .put("seconds", report.amounts().seconds())
                .put("deliveries", report.amounts().deliveries())
                .put("deliveries_per_second", Math.round(report.amounts().deliveriesPerSecond()))
                .put("messages_per_second", report.amounts().messagesPerSecond());
        json.set("delivered_ms", json(report.deliveries()));
        json.set("answered_ms", json(report.answers()));
        faults(json, report.faults());
        return json.put("bench_cpu_us_per_delivery", report.amounts().readerMicros())
                .toString();
    }

    private static ObjectNode json(Report.Times times) {
        return JSON.createObjectNode()
                .put("p50", times.p50())
                .put("p99", times.p99())
                .put("max", times.max());
    }

    private static void faults(ObjectNode json, Report.Faults faults) {
        json.put("lost", faults.lost())
                .put("doubled", faults.doubled())
                .put("out_of_order", faults.outOfOrder())
                .put("unanswered", faults.unanswered())
                .put("answered_twice", faults.answeredTwice());
        ObjectNode refused = json.putObject("refused");
        faults.refused().forEach(refused::put);
        ObjectNode closed = json.putObject("closed");
        faults.closed().forEach((code, count) -> closed.put(code.toString(), count));
    }
}
