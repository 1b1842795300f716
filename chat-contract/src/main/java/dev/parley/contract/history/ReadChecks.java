package dev.parley.contract.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** I10 and I12 to I14: what reads showed. */
final class ReadChecks {

    private record Reader(String client, String what) {}

    private record Walk(String client, String name, Op direction) {}

    private final Truth truth;
    private final List<Entry> entries;
    private final List<Violation> violations = new ArrayList<>();

    ReadChecks(List<Entry> entries, Truth truth) {
        this.entries = entries;
        this.truth = truth;
    }

    List<Violation> violations() {
        deletedStaysHidden();
        forwardOnly(Op.TOP, Entry::top);
        forwardOnly(Op.SEEN, Entry::version);
        ownWritesAreSeen();
        walksAreComplete();
        unreadIsRecounted();
        return violations;
    }

    private void deletedStaysHidden() {
        Map<Long, Entry> deleted = new HashMap<>();
        entries.stream()
                .filter(entry -> entry.is(Op.DELETE, Phase.OK))
                .forEach(entry -> deleted.merge(entry.id(), entry, (a, b) -> a.t1() <= b.t1() ? a : b));
        entries.stream()
                .filter(entry -> entry.is(Op.SEEN) || entry.is(Op.PULLED))
                .filter(entry -> !entry.hash().isEmpty())
                .forEach(entry -> {
                    Entry deletion = deleted.get(entry.id());
                    if (deletion != null && deletion.t1() < entry.t0()) {
                        broken(Invariant.I10, "its words are shown", deletion, entry);
                    }
                });
    }

    /** Of two reads of one client, the later shows no less. */
    private void forwardOnly(Op op, ToLongFunction<Entry> state) {
        Map<Reader, TreeMap<Long, Entry>> ended = new HashMap<>();
        entries.stream().filter(entry -> entry.is(op)).forEach(read -> {
            TreeMap<Long, Entry> before = ended.computeIfAbsent(subject(read), r -> new TreeMap<>());
            Map.Entry<Long, Entry> last = before.lowerEntry(read.t0());
            if (last != null && state.applyAsLong(last.getValue()) > state.applyAsLong(read)) {
                broken(Invariant.I12, "an earlier read was further", last.getValue(), read);
            }
            further(before, read, state);
        });
    }

    private static void further(TreeMap<Long, Entry> byTime, Entry read, ToLongFunction<Entry> state) {
        boolean more = byTime.isEmpty() || state.applyAsLong(byTime.lastEntry().getValue()) <= state.applyAsLong(read);
        byTime.put(read.t1(), more ? read : byTime.lastEntry().getValue());
    }

    private static Reader subject(Entry entry) {
        return new Reader(entry.client(), entry.is(Op.TOP) ? entry.conversation() : "message " + entry.id());
    }

    /** Entries stand in the order of their answers. */
    private void ownWritesAreSeen() {
        Map<Reader, TreeMap<Long, Entry>> sent = new HashMap<>();
        Map<Reader, TreeMap<Long, Entry>> changed = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.is(Op.SEND, Phase.OK)) {
                Reader place = new Reader(entry.client(), entry.conversation());
                further(sent.computeIfAbsent(place, r -> new TreeMap<>()), entry, Entry::seq);
            } else if (entry.is(Op.EDIT, Phase.OK) || entry.is(Op.DELETE, Phase.OK)) {
                further(changed.computeIfAbsent(subject(entry), r -> new TreeMap<>()), entry, Entry::version);
            } else if (entry.is(Op.TOP)) {
                sees(sent.get(subject(entry)), entry, Entry::seq, entry.top());
            } else if (entry.is(Op.SEEN)) {
                sees(changed.get(subject(entry)), entry, Entry::version, entry.version());
            }
        }
    }

    private void sees(@Nullable TreeMap<Long, Entry> own, Entry read, ToLongFunction<Entry> state, long shown) {
        Map.Entry<Long, Entry> last = own == null ? null : own.lowerEntry(read.t0());
        if (last != null && state.applyAsLong(last.getValue()) > shown) {
            broken(Invariant.I12, "one's own acknowledged write is missing", last.getValue(), read);
        }
    }

    private void walksAreComplete() {
        Map<Walk, List<Entry>> walks = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> entry.is(Op.WALK_FORWARD) || entry.is(Op.WALK_BACKWARD))
                .forEach(entry -> walks.computeIfAbsent(
                                new Walk(entry.client(), entry.connection(), entry.op()), w -> new ArrayList<>())
                        .add(entry));
        walks.forEach(this::complete);
    }

    private void complete(Walk walk, List<Entry> steps) {
        Entry start = steps.get(0);
        List<Long> seen = new ArrayList<>(steps.stream()
                .skip(1)
                .map(Entry::seq)
                .filter(seq -> seq <= start.top())
                .toList());
        if (walk.direction() == Op.WALK_BACKWARD) {
            Collections.reverse(seen);
        }
        List<Long> expected = truth.created(start.conversation(), 0, start.top());
        if (!seen.equals(expected)) {
            broken(Invariant.I13, "it showed " + seen + " of " + expected, start);
        }
    }

    private void unreadIsRecounted() {
        entries.stream().filter(entry -> entry.is(Op.UNREAD)).forEach(report -> {
            int recounted = truth.created(report.conversation(), report.seq(), report.top())
                    .size();
            if (recounted != report.count()) {
                broken(Invariant.I14, "it is " + recounted, report);
            }
        });
    }

    private void broken(Invariant invariant, String what, Entry... shown) {
        violations.add(Violation.of(invariant, what, shown));
    }
}
