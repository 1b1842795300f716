package dev.parley.core.internal;

import dev.parley.core.model.ConversationRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The conversations of a lane that somebody else holds locked, with what waits for them, in order. Each is tried alone, after
 * pauses that double, so that it holds up nobody but itself.
 *
 * <p>Not thread-safe: belongs to whoever works in its lane.
 */
final class Parked {

    private static final int MOST_WAITING = 1_000;
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_DOUBLINGS = 4;

    /** How long a conversation counts as locked after it was, when nothing waited for it long enough to find out. */
    private static final long REMEMBERED = TimeUnit.MINUTES.toNanos(1);

    /** One conversation. */
    static final class Place {
        private final Deque<Ticket> waiting = new ArrayDeque<>();
        private long stuckAt;
        private long due;
        private int tries;
        private boolean tried;

        Ticket first() {
            return waiting.remove();
        }

        /**
         * The next one, if it may go with the first: what is in doubt is looked up before anything that is not is tried, as of that
         * something else may become of a failure.
         */
        @Nullable
        Ticket nextLike(Ticket first) {
            Ticket next = waiting.peek();
            return next != null && next.inDoubt() == first.inDoubt() ? waiting.poll() : null;
        }

        /** What was taken from it is tried; if in vain, it is put back. */
        void tried() {
            tried = true;
        }

        private void stuck(long now) {
            stuckAt = now;
            due = now + (FIRST_PAUSE << Math.min(tries++, MOST_DOUBLINGS));
            tried = false;
        }

        /** Whether it went well when it was last tried, or that it did not was long ago. */
        private boolean free(long now) {
            return tried || now - stuckAt >= REMEMBERED;
        }
    }

    private final Map<ConversationRef, Place> places = new LinkedHashMap<>();

    /** Whether nothing waits. */
    boolean isEmpty() {
        return places.values().stream().allMatch(place -> place.waiting.isEmpty());
    }

    /** Puts a ticket behind those that wait for its conversation, if that is parked; refuses it where too many wait. */
    Optional<Ticket> divert(Ticket ticket) {
        Place place = places.get(ticket.conversation());
        if (place == null) {
            return Optional.of(ticket);
        }
        if (place.waiting.size() < MOST_WAITING) {
            place.waiting.add(ticket);
        } else {
            ticket.fail(Ticket.tooLate());
        }
        return Optional.empty();
    }

    /** Puts what was tried in vain before what waits. */
    void putBack(List<Attempt.Entry> tried, long now) {
        Set<Place> stuck = new LinkedHashSet<>();
        for (int i = tried.size() - 1; i >= 0; i--) {
            Ticket ticket = tried.get(i).ticket();
            ticket.release();
            Place place = places.computeIfAbsent(ticket.conversation(), c -> new Place());
            place.waiting.addFirst(ticket);
            stuck.add(place);
        }
        stuck.forEach(place -> place.stuck(now));
    }

    /** Where something waits that is to be tried now. */
    List<Place> due(long now) {
        return places.values().stream()
                .filter(place -> place.due - now <= 0 && !place.waiting.isEmpty())
                .toList();
    }

    /** Forgets the conversations that are locked no more, once nothing waits for them. */
    void tidy(long now) {
        places.values().removeIf(place -> place.waiting.isEmpty() && place.free(now));
    }
}
