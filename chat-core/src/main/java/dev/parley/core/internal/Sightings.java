package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Seen;
import dev.parley.core.port.BlockStore;
import dev.parley.core.port.MarkerStore;
import dev.parley.core.port.Stores;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Tells the other members of small conversations how far somebody has read. Who may know is read when it is told, together with
 * where he stands then: what happened meanwhile is told once, and whoever has just said that he shares it no more is not told of.
 *
 * <p>Thread-safe; nothing here blocks but the executor's own thread.
 */
final class Sightings {

    private static final System.Logger LOG = System.getLogger(Sightings.class.getName());

    private record Sighting(AccountId account, ConversationId conversation) {}

    private final Hub hub;
    private final MarkerStore markers;
    private final BlockStore blocks;
    private final Waker waker;
    private final Set<Sighting> waiting = new LinkedHashSet<>();

    Sightings(Hub hub, Stores stores, Executor executor) {
        this.hub = hub;
        this.markers = stores.markers();
        this.blocks = stores.blocks();
        this.waker = new Waker(executor, () -> take().forEach(this::tell));
    }

    /** Somebody has read on; it is told with the next tick. */
    synchronized void add(AccountId account, ConversationId conversation) {
        waiting.add(new Sighting(account, conversation));
    }

    void tick() {
        if (any()) {
            waker.wake();
        }
    }

    private synchronized boolean any() {
        return !waiting.isEmpty();
    }

    private synchronized List<Sighting> take() {
        List<Sighting> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** What cannot be read is told with the next move: it is worth little by then. */
    private void tell(Sighting sighting) {
        try {
            if (hub.heardBeside(sighting.account(), sighting.conversation())
                    && !blocks.between(sighting.conversation())) {
                tell(
                        sighting,
                        markers.seen(sighting.account(), sighting.conversation())
                                .orElse(List.of()));
            }
        } catch (RuntimeException away) {
            LOG.log(System.Logger.Level.DEBUG, "How far somebody has read could not be told", away);
        }
    }

    private void tell(Sighting sighting, List<Seen> sharing) {
        Set<AccountId> others = sharing.stream()
                .map(Seen::account)
                .filter(account -> !account.equals(sighting.account()))
                .collect(Collectors.toSet());
        sharing.stream()
                .filter(seen -> seen.account().equals(sighting.account()))
                .map(seen -> new ChatEvent.Seen(sighting.conversation(), seen.account(), seen.seq()))
                .forEach(event -> hub.tell(sighting.conversation(), others, event));
    }
}
