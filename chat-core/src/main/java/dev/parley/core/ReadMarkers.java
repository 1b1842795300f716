package dev.parley.core;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.internal.Company;
import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Neighbours;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Marker;
import dev.parley.core.model.Seen;
import dev.parley.core.port.BlockStore;
import dev.parley.core.port.MarkerStore;
import java.util.List;
import java.util.Optional;

/**
 * How far somebody has read. Markers only move forward; unread = the conversation's last ordinal - the marker's (G15), or
 * counted from where the conversation was marked as unread.
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class ReadMarkers {

    private final MarkerStore store;
    private final BlockStore blocks;
    private final Hub hub;
    private final Neighbours neighbours;
    private final RateLimiter commands;
    private final Company company;

    ReadMarkers(Engine engine) {
        this.store = engine.stores().markers();
        this.blocks = engine.stores().blocks();
        this.hub = engine.hub();
        this.neighbours = engine.neighbours();
        this.commands = engine.commands();
        this.company = engine.company();
    }

    /**
     * Notes that the actor has read up to {@code seq}, tells everybody who listens to the actor and, in small conversations,
     * those who may see it; a seq above the top counts
     * as the top, one below the marker changes nothing.
     *
     * @throws ChatException {@code NOT_FOUND} when the actor is no member, {@code INVALID} for a negative seq,
     *     {@code RATE_LIMITED}
     */
    public Marker read(Actor actor, ConversationId conversation, long seq) {
        if (seq < 0) {
            throw ChatException.invalid("seq", "negative", "A seq is 0 or more.");
        }
        commands.take(actor.account());
        MarkerStore.Moved moved = told(actor, conversation, store.read(actor.account(), conversation, seq));
        if (moved.any() && moved.shown()) {
            company.reads(actor.account(), conversation);
        }
        return moved.marker();
    }

    /**
     * Marks a conversation as unread from the change {@code seq} on, and tells everybody who listens to the actor; a seq above
     * the top counts as the top. It lasts until the actor reads or writes there; the marker stays where it is.
     *
     * @throws ChatException {@code NOT_FOUND} when the actor is no member, {@code INVALID} for a seq below 1, {@code
     *     RATE_LIMITED}
     */
    public Marker unreadFrom(Actor actor, ConversationId conversation, long seq) {
        if (seq < 1) {
            throw ChatException.invalid(
                    "unread_from", "out_of_range", "A conversation is unread from a seq of 1 or more.");
        }
        commands.take(actor.account());
        return told(actor, conversation, store.unreadFrom(actor.account(), conversation, seq))
                .marker();
    }

    /**
     * How far the others have read a direct conversation or a group of 50 at the most, as far as they and the actor share that
     * ({@link Settings#shareReading}), in the order of their ids; nobody elsewhere, nor where one of two has blocked the other. Whoever writes has read what stands above, and
     * what is not in it has not been read by him, or he does not share it.
     *
     * @throws ChatException {@code NOT_FOUND} when the actor is no member
     */
    public List<Seen> seen(Actor actor, ConversationId conversation) {
        List<Seen> seen =
                store.seen(actor.account(), conversation).orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
        return blocks.between(conversation) ? List.of() : others(actor, seen);
    }

    private static List<Seen> others(Actor actor, List<Seen> all) {
        return all.stream()
                .filter(seen -> seen.seq() > 0 && !seen.account().equals(actor.account()))
                .toList();
    }

    private MarkerStore.Moved told(Actor actor, ConversationId conversation, Optional<MarkerStore.Moved> done) {
        MarkerStore.Moved moved = done.orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
        if (moved.any()) {
            ChatEvent event = new ChatEvent.MarkerMoved(conversation, moved.marker());
            hub.happened(actor.account(), event, moved.revision());
            neighbours.changed(actor.account());
        }
        return moved;
    }
}
