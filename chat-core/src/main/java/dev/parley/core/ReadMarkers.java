package dev.parley.core;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Neighbours;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.Marker;
import dev.parley.core.port.MarkerStore;
import java.util.Optional;

/**
 * How far somebody has read. Markers only move forward; unread = the conversation's last ordinal - the marker's (G15), or
 * counted from where the conversation was marked as unread.
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class ReadMarkers {

    private final MarkerStore store;
    private final Hub hub;
    private final Neighbours neighbours;
    private final RateLimiter commands;

    ReadMarkers(Engine engine) {
        this.store = engine.stores().markers();
        this.hub = engine.hub();
        this.neighbours = engine.neighbours();
        this.commands = engine.commands();
    }

    /**
     * Notes that the actor has read up to {@code seq}, and tells everybody who listens to the actor; a seq above the top counts
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
        return told(actor, conversation, store.read(actor.account(), conversation, seq));
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
        return told(actor, conversation, store.unreadFrom(actor.account(), conversation, seq));
    }

    private Marker told(Actor actor, ConversationId conversation, Optional<MarkerStore.Moved> done) {
        MarkerStore.Moved moved = done.orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
        if (moved.any()) {
            ChatEvent event = new ChatEvent.MarkerMoved(conversation, moved.marker());
            hub.happened(actor.account(), event, moved.revision());
            neighbours.changed(actor.account());
        }
        return moved.marker();
    }
}
