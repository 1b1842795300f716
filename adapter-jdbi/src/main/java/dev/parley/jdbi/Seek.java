package dev.parley.jdbi;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/**
 * Finds the place of a time in conversations. Times never go back within one, so it is found by halving, in all of them at once.
 *
 * <p>Used once, on one thread.
 */
final class Seek {

    private static final String TIMES = "select w.id, (select m.sent_at from parley_message m"
            + " where m.conversation_id = w.id and m.seq <= w.seq order by m.conversation_id desc, m.seq desc limit 1) sent_at"
            + " from unnest(:ids, :seqs) w (id, seq)";

    /** @param top its last number */
    record Wanted(long conversation, long top, Instant until) {}

    /** All up to {@code low} is early enough, all from {@code high} on is too late. */
    private record Span(long low, long high) {

        boolean open() {
            return high - low > 1;
        }

        long middle() {
            return (low + high) >>> 1;
        }

        Span half(boolean early) {
            return early ? new Span(middle(), high) : new Span(low, middle());
        }
    }

    private final Handle handle;
    private final Map<Long, Span> spans = new HashMap<>();
    private final Map<Long, Instant> untils = new HashMap<>();

    private Seek(Handle handle) {
        this.handle = handle;
    }

    /** The first number in each of them from which on all is too late. */
    static Map<Long, Long> places(Handle handle, List<Wanted> wanted) {
        Seek seek = new Seek(handle);
        wanted.forEach(one -> {
            seek.spans.put(one.conversation, new Span(0, one.top + 1));
            seek.untils.put(one.conversation, one.until);
        });
        return seek.places();
    }

    private Map<Long, Long> places() {
        for (List<Long> open = open(); !open.isEmpty(); open = open()) {
            halve(open);
        }
        Map<Long, Long> places = new HashMap<>();
        spans.forEach((conversation, span) -> places.put(conversation, span.high));
        return places;
    }

    private List<Long> open() {
        return spans.entrySet().stream()
                .filter(entry -> entry.getValue().open())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void halve(List<Long> open) {
        List<Long> middles = open.stream()
                .map(id -> Objects.requireNonNull(spans.get(id)).middle())
                .toList();
        handle.createQuery(TIMES)
                .bindArray("ids", Long.class, open)
                .bindArray("seqs", Long.class, middles)
                .map((rs, context) -> {
                    long id = rs.getLong("id");
                    Instant until = untils.getOrDefault(id, Instant.MIN);
                    boolean early = Rows.timeIfAny(rs, "sent_at")
                            .filter(at -> !at.isBefore(until))
                            .isEmpty();
                    return Map.entry(id, early);
                })
                .list()
                .forEach(half -> spans.computeIfPresent(half.getKey(), (id, span) -> span.half(half.getValue())));
    }
}
