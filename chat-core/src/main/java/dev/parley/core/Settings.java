package dev.parley.core;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.internal.Hub;
import dev.parley.core.internal.Neighbours;
import dev.parley.core.internal.RateLimiter;
import dev.parley.core.model.Actor;
import dev.parley.core.model.ChatException;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.ConversationSettings;
import dev.parley.core.model.ErrorCode;
import dev.parley.core.model.SettingsChange;
import dev.parley.core.port.SettingsStore;

/**
 * How somebody wants to have his conversations: of what he is notified, which are favourites, which are hidden, whether others
 * see how far he has read. Nobody else is told.
 *
 * <p>Thread-safe. The methods block until the store has answered.
 */
public final class Settings {

    private final SettingsStore store;
    private final Hub hub;
    private final Neighbours neighbours;
    private final RateLimiter commands;

    Settings(Engine engine) {
        this.store = engine.stores().settings();
        this.hub = engine.hub();
        this.neighbours = engine.neighbours();
        this.commands = engine.commands();
    }

    /**
     * Changes what is named, and tells everybody who listens to the actor. A hidden conversation comes back with the next text
     * message.
     *
     * @return what holds now
     * @throws ChatException {@code NOT_FOUND} when the actor is no member, {@code INVALID} when nothing is named, {@code
     *     RATE_LIMITED}
     */
    public ConversationSettings change(Actor actor, ConversationId conversation, SettingsChange change) {
        if (change.none()) {
            throw ChatException.invalid("notify", "required", "Give notify, favourite or hidden.");
        }
        commands.take(actor.account());
        SettingsStore.Settled settled = store.change(actor.account(), conversation, change)
                .orElseThrow(() -> ChatException.of(ErrorCode.NOT_FOUND));
        if (settled.any()) {
            ChatEvent event = new ChatEvent.SettingsChanged(conversation, settled.settings());
            hub.happened(actor.account(), event, settled.revision());
            neighbours.changed(actor.account());
        }
        return settled.settings();
    }

    /** Whether others see how far the actor has read, and he how far they have. */
    public boolean sharesReading(Actor actor) {
        return store.sharesReading(actor.account());
    }

    /**
     * Says whether others see how far the actor has read in direct conversations and groups of 50 at the most. Who does not share it
     * does not see it of others either.
     */
    public void shareReading(Actor actor, boolean shared) {
        commands.take(actor.account());
        store.shareReading(actor.account(), shared);
    }
}
