package dev.parley.core.memory;

import dev.parley.core.model.Message;
import dev.parley.core.model.MessageKind;
import dev.parley.core.model.Page;
import dev.parley.core.model.Report;
import dev.parley.core.port.ReportStore;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The reports in memory. */
final class MemoryReports implements ReportStore {

    private static final Pattern CURSOR = Pattern.compile("\\d{16}");

    private final MemoryState state;

    MemoryReports(MemoryState state) {
        this.state = state;
    }

    @Override
    public boolean add(New report) {
        synchronized (state) {
            boolean visible = state.message(report.message())
                    .filter(message -> message.kind() == MessageKind.TEXT)
                    .map(Message::conversation)
                    .flatMap(conversation -> state.room(report.reporter(), conversation))
                    .isPresent();
            if (visible && state.reports.values().stream().noneMatch(other -> same(other, report))) {
                state.reports.put(report.id(), report);
            }
            return visible;
        }
    }

    private static boolean same(New one, New other) {
        return one.reporter().equals(other.reporter()) && one.message().equals(other.message());
    }

    @Override
    public Page<Report> open(Optional<String> cursor, int limit) {
        synchronized (state) {
            Stream<Report> open = state.reports.values().stream()
                    .filter(report -> !state.resolved.contains(report.id()))
                    .map(this::report);
            return Pages.of(open, report -> "%016d".formatted(report.id()), CURSOR, cursor, limit);
        }
    }

    private Report report(New report) {
        return new Report(
                report.id(),
                state.message(report.message()).orElseThrow(),
                state.account(report.reporter()).orElseThrow().person(),
                report.reason(),
                report.at());
    }

    @Override
    public boolean resolve(long report, Instant at) {
        synchronized (state) {
            boolean known = state.reports.containsKey(report);
            if (known) {
                state.resolved.add(report);
            }
            return known;
        }
    }
}
