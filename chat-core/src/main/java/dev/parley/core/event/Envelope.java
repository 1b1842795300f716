package dev.parley.core.event;

import dev.parley.core.model.AccountId;
import dev.parley.core.model.Change;
import dev.parley.core.model.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Consecutive changes of one conversation on their way to everybody who listens there. Encoded once for each way of encoding,
 * however many listen.
 *
 * <p>Thread-safe: immutable, but for what it remembers of its encodings.
 */
public final class Envelope {

    /** How many bytes the changes of an envelope have at the most when they are written down, unless one alone has more. */
    public static final int MOST = 48 * 1024;

    private final List<Change> changes;
    private final Map<Object, Object> encodings = new ConcurrentHashMap<>(2);

    /** 0 until somebody asks; whoever does not see that another has asked finds the same. */
    private int weight;

    /** @throws IllegalArgumentException when there is no change or they are not consecutive */
    public Envelope(List<Change> changes) {
        this.changes = List.copyOf(changes);
        boolean consecutive = !changes.isEmpty() && last() - first() == changes.size() - 1;
        if (!consecutive) {
            throw new IllegalArgumentException("An envelope holds consecutive changes");
        }
    }

    /**
     * Changes of a conversation in as many envelopes as keep each, written down, at 48 KiB at the most (G13). Where others have
     * committed in between, and they are not consecutive, a new one begins, and so it does where somebody went (G10).
     */
    public static List<Envelope> cut(List<Change> changes) {
        List<Envelope> envelopes = new ArrayList<>();
        int from = 0;
        int weight = 0;
        for (int to = 0; to < changes.size(); to++) {
            int next = changes.get(to).weight();
            if (to > from && (weight + next > MOST || cut(changes, to))) {
                envelopes.add(new Envelope(changes.subList(from, to)));
                from = to;
                weight = 0;
            }
            weight += next;
        }
        if (from < changes.size()) {
            envelopes.add(new Envelope(changes.subList(from, changes.size())));
        }
        return envelopes;
    }

    private static boolean cut(List<Change> changes, int at) {
        Change before = changes.get(at - 1);
        return changes.get(at).seq() != before.seq() + 1 || !before.went().isEmpty();
    }

    /** Who is a member no more after it. */
    public Set<AccountId> went() {
        return changes.get(changes.size() - 1).went();
    }

    public ConversationId conversation() {
        return changes.get(0).conversation();
    }

    public List<Change> changes() {
        return changes;
    }

    /** What its changes count for together, in bytes. */
    public int weight() {
        if (weight == 0) {
            weight = changes.stream().mapToInt(Change::weight).sum();
        }
        return weight;
    }

    public long first() {
        return changes.get(0).seq();
    }

    public long last() {
        return changes.get(changes.size() - 1).seq();
    }

    /** What is left of it above {@code seq}, at least one change. */
    public Envelope above(long seq) {
        return seq < first() ? this : new Envelope(changes.subList((int) (seq - first() + 1), changes.size()));
    }

    /** What this encoder makes of it. The encoder is asked once and has to be one and the same object each time. */
    @SuppressWarnings("unchecked") // what is kept for an encoder is what that very encoder has made
    public <T> T encoded(Function<? super Envelope, T> encoder) {
        return (T) encodings.computeIfAbsent(encoder, e -> encoder.apply(this));
    }
}
