package dev.parley.contract.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** I7 to I9, I11 and I15: what reached whom. */
final class DeliveryChecks {

    private record Stand(String place, String conversation) {}

    private record Version(long id, long version) {}

    private final Truth truth;
    private final List<Entry> entries;
    private final List<Violation> violations = new ArrayList<>();

    DeliveryChecks(List<Entry> entries, Truth truth) {
        this.entries = entries;
        this.truth = truth;
    }

    List<Violation> violations() {
        pushedInOrder();
        appliedOnce();
        covered();
        asTheLogHasIt();
        nothingAfterRemoval();
        membersOnly();
        return violations;
    }

    private void pushedInOrder() {
        Map<Stand, Long> positions = new HashMap<>();
        for (Entry entry : entries) {
            Stand stand = new Stand(entry.connection(), entry.conversation());
            if (entry.is(Op.HELLO)) {
                positions.putIfAbsent(stand, entry.seq());
            } else if (entry.is(Op.PUSHED)) {
                long expected = positions.getOrDefault(stand, -1L) + 1;
                if (entry.seq() != expected) {
                    broken(Invariant.I7, "change " + expected + " was next", entry);
                }
                positions.put(stand, entry.seq());
            }
        }
    }

    private void appliedOnce() {
        Map<Stand, Long> positions = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Stand stand = new Stand(entry.device(), entry.conversation());
            long position = positions.getOrDefault(stand, 0L);
            if (entry.is(Op.APPLIED)) {
                if (entry.seq() != position + 1) {
                    broken(Invariant.I8, "change " + (position + 1) + " was next", entry);
                }
                positions.put(stand, entry.seq());
            } else if (entry.is(Op.POSITION)) {
                if (entry.seq() != position) {
                    broken(Invariant.I8, "it has applied up to " + position, entry);
                }
                if (entry.seq() < entry.top()) {
                    broken(Invariant.I8, "the rest never came", entry);
                }
            }
        }
    }

    /** What was applied has come from somewhere. */
    private void covered() {
        Map<Stand, Set<Long>> arrived = new HashMap<>();
        for (Entry entry : entries) {
            Stand stand = new Stand(entry.device(), entry.conversation());
            if (entry.is(Op.PUSHED) || entry.is(Op.PULLED)) {
                arrived.computeIfAbsent(stand, s -> new HashSet<>()).add(entry.seq());
            } else if (entry.is(Op.APPLIED)
                    && !arrived.getOrDefault(stand, Set.of()).contains(entry.seq())) {
                broken(Invariant.I8, "neither pushed nor pulled", entry);
            }
        }
    }

    private void asTheLogHasIt() {
        Map<Version, Entry> shown = new HashMap<>();
        for (Entry entry : entries) {
            if (isDelivery(entry)) {
                inTheLog(entry);
            }
            if (isDelivery(entry) || entry.is(Op.LOG)) {
                long version = entry.is(Op.LOG) ? lastVersion(entry) : entry.version();
                Entry first = shown.putIfAbsent(new Version(entry.id(), version), entry);
                if (first != null && !first.hash().equals(entry.hash())) {
                    broken(Invariant.I9, "one version with two wordings", first, entry);
                }
            }
        }
    }

    /** The truth shows every change with its message as it is in the end. */
    private long lastVersion(Entry change) {
        return truth.story(change.id()).map(story -> story.changes().size()).orElse(0);
    }

    private void inTheLog(Entry delivered) {
        boolean there = truth.change(delivered.conversation(), delivered.seq())
                .filter(change -> change.id() == delivered.id())
                .isPresent();
        if (!there) {
            broken(Invariant.I9, "the log has something else there", delivered);
            return;
        }
        Truth.Story story = truth.story(delivered.id()).orElseThrow();
        if (delivered.version() < story.version(delivered.seq())) {
            broken(Invariant.I9, "the message was further already", delivered);
        } else if (delivered.version() > story.changes().size()) {
            broken(Invariant.I9, "the message never came that far", delivered);
        }
    }

    private void nothingAfterRemoval() {
        Map<Stand, Entry> removed = new HashMap<>();
        entries.stream().filter(entry -> entry.is(Op.REMOVED)).forEach(entry -> removed.put(who(entry), entry));
        entries.stream().filter(DeliveryChecks::isDelivery).forEach(entry -> {
            Entry removal = removed.get(who(entry));
            if (removal != null && entry.seq() > removal.seq()) {
                broken(Invariant.I11, "removed with change " + removal.seq(), removal, entry);
            }
        });
    }

    private void membersOnly() {
        Set<Stand> members = new HashSet<>();
        entries.stream().filter(entry -> entry.is(Op.MEMBER)).forEach(entry -> members.add(who(entry)));
        entries.stream()
                .filter(entry -> isDelivery(entry) || entry.is(Op.TOP))
                .filter(entry -> !members.contains(who(entry)))
                .forEach(entry -> broken(Invariant.I15, "no member", entry));
    }

    private static Stand who(Entry entry) {
        return new Stand(entry.client(), entry.conversation());
    }

    private static boolean isDelivery(Entry entry) {
        return entry.is(Op.PUSHED) || entry.is(Op.PULLED) || entry.is(Op.SEEN);
    }

    private void broken(Invariant invariant, String what, Entry... shown) {
        violations.add(Violation.of(invariant, what, shown));
    }
}
