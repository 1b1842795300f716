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

    private static final class Place {
        final Deque<Ticket> waiting = new ArrayDeque<>();
        long due;
        int tries;
    }

    private final Map<ConversationRef, Place> places = new LinkedHashMap<>();

    boolean isEmpty() {
        return places.isEmpty();
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
        stuck.forEach(place -> place.due = now + (FIRST_PAUSE << Math.min(place.tries++, MOST_DOUBLINGS)));
    }

    /** What is to be tried now, a conversation each. */
    List<Deque<Ticket>> due(long now) {
        return places.values().stream()
                .filter(place -> place.due - now <= 0 && !place.waiting.isEmpty())
                .map(place -> place.waiting)
                .toList();
    }

    /** Forgets the conversations for which nothing waits any more. */
    void tidy() {
        places.values().removeIf(place -> place.waiting.isEmpty());
    }
}
