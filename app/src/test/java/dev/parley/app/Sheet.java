package dev.parley.app;

import dev.parley.cli.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What was measured, a row at a time, for people to read: printed at once, and written below {@code target} at the end.
 *
 * <p>Thread-safe.
 */
final class Sheet {

    private final String name;
    private final List<String> rows = Collections.synchronizedList(new ArrayList<>());

    Sheet(String name) {
        this.name = name;
    }

    void note(String format, Object... values) {
        String row = "| " + text(format, values) + " |";
        rows.add(row);
        System.out.println(row);
    }

    static String latencies(Report report) {
        return text(
                "%,.0f messages/s, delivered after %s",
                report.amounts().messagesPerSecond(), times(report.deliveries()));
    }

    static String times(Report.Times times) {
        return text("%.1f ms at p50, %.1f at p99, %.0f at most", times.p50(), times.p99(), times.max());
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of("| Where | What | Figures | Promise |", "|---|---|---|---|"));
        lines.addAll(rows);
        Files.write(Path.of("target", name), lines);
    }
}
