package dev.parley.contract.history;

import dev.parley.contract.history.Truth.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** I1 to I6: what was sent, and what the log made of it. */
final class WriteChecks {

    private final Truth truth;
    private final Map<Key, List<Entry>> sends = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    WriteChecks(List<Entry> entries, Truth truth) {
        this.truth = truth;
        entries.stream()
                .filter(entry -> entry.is(Op.SEND))
                .forEach(send -> sends.computeIfAbsent(Key.of(send), k -> new ArrayList<>())
                        .add(send));
    }

    List<Violation> violations() {
        sends.forEach(this::acknowledgedIsStored);
        truth.keys().forEach(this::storedWasAskedFor);
        sends.forEach(this::failedIsNotStored);
        truth.keys().forEach(this::storedOnce);
        truth.nodes().forEach(this::oneLog);
        inOrder();
        return violations;
    }

    private void acknowledgedIsStored(Key key, List<Entry> attempts) {
        attempts.stream()
                .filter(attempt -> attempt.phase() == Phase.OK)
                .filter(ok -> stored(key).stream().noneMatch(entry -> entry.id() == ok.id() && entry.seq() == ok.seq()))
                .forEach(ok -> broken(Invariant.I1, "acknowledged and not there", ok));
    }

    private void storedWasAskedFor(Key key, List<Entry> stored) {
        if (!sends.containsKey(key)) {
            broken(Invariant.I2, "nobody sent it", stored.get(0));
        }
    }

    /** A repeat may fail where the first was stored; so it counts only if none came further. */
    private void failedIsNotStored(Key key, List<Entry> attempts) {
        long asked = attempts.stream().filter(a -> a.phase() == Phase.INVOKE).count();
        List<Entry> failed =
                attempts.stream().filter(a -> a.phase() == Phase.FAIL).toList();
        if (!failed.isEmpty() && failed.size() == asked && !stored(key).isEmpty()) {
            broken(
                    Invariant.I3,
                    "said to have failed and stored all the same",
                    failed.get(0),
                    stored(key).get(0));
        }
    }

    private void storedOnce(Key key, List<Entry> stored) {
        if (stored.size() > 1) {
            broken(Invariant.I4, "stored " + stored.size() + " times", stored.toArray(Entry[]::new));
        }
    }

    private List<Entry> stored(Key key) {
        return truth.keys().getOrDefault(key, List.of());
    }

    private void oneLog(String conversation, Map<String, List<Entry>> byNode) {
        List<Entry> first = byNode.values().iterator().next();
        byNode.forEach((node, log) -> {
            for (int i = 0; i < log.size(); i++) {
                if (log.get(i).seq() != i + 1) {
                    broken(Invariant.I5, "not the change " + (i + 1), log.get(i));
                    return;
                }
            }
            if (!contents(log).equals(contents(first))) {
                broken(Invariant.I5, node + " has another log than the first of " + conversation);
            }
        });
    }

    private static List<List<Object>> contents(List<Entry> log) {
        return log.stream()
                .map(change -> List.<Object>of(change.seq(), change.id(), change.client(), change.hash()))
                .toList();
    }

    /** Against the highest seq that was acknowledged before the send was first asked for. */
    private void inOrder() {
        Map<String, TreeMap<Long, Entry>> acknowledged = new HashMap<>();
        sends.values().stream()
                .flatMap(attempts -> firstOk(attempts).stream())
                .sorted(Comparator.comparing(Entry::t1))
                .forEach(ok -> highest(acknowledged.computeIfAbsent(ok.conversation(), c -> new TreeMap<>()), ok));
        sends.values()
                .forEach(attempts -> firstOk(attempts).ifPresent(ok -> {
                    Map.Entry<Long, Entry> before = acknowledged
                            .getOrDefault(ok.conversation(), new TreeMap<>())
                            .lowerEntry(attempts.get(0).t0());
                    if (before != null && before.getValue().seq() > ok.seq()) {
                        broken(Invariant.I6, "sent later and numbered lower", before.getValue(), ok);
                    }
                }));
    }

    private static Optional<Entry> firstOk(List<Entry> attempts) {
        return attempts.stream().filter(attempt -> attempt.phase() == Phase.OK).findFirst();
    }

    private static void highest(TreeMap<Long, Entry> byTime, Entry ok) {
        boolean higher = byTime.isEmpty() || byTime.lastEntry().getValue().seq() < ok.seq();
        byTime.put(ok.t1(), higher ? ok : byTime.lastEntry().getValue());
    }

    private void broken(Invariant invariant, String what, Entry... entries) {
        violations.add(Violation.of(invariant, what, entries));
    }
}
