package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent.PresenceChanged;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Position;
import dev.parley.core.port.ConversationReader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Tells those who share a conversation with somebody that he has come or gone. That takes a read each, and thousands may come at
 * once, for one when a node has died: what waits is kept once an account, and its last state counts (G13).
 *
 * <p>Thread-safe; nothing here blocks but the executor's own thread.
 */
final class Herald {

    private static final System.Logger LOG = System.getLogger(Herald.class.getName());

    private final Hub hub;
    private final ConversationReader conversations;
    private final Waker waker;

    private final Map<AccountId, Boolean> news = new LinkedHashMap<>();

    Herald(Hub hub, ConversationReader conversations, Executor executor) {
        this.hub = hub;
        this.conversations = conversations;
        this.waker = new Waker(executor, this::tellAll);
    }

    void changed(AccountId account, boolean online) {
        put(account, online);
        waker.wake();
    }

    private synchronized void put(AccountId account, boolean online) {
        news.put(account, online);
    }

    private void tellAll() {
        for (Optional<PresenceChanged> next = next(); next.isPresent(); next = next()) {
            tell(next.get());
        }
    }

    private synchronized Optional<PresenceChanged> next() {
        Iterator<Map.Entry<AccountId, Boolean>> all = news.entrySet().iterator();
        if (!all.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<AccountId, Boolean> first = all.next();
        PresenceChanged next = new PresenceChanged(first.getKey(), first.getValue());
        all.remove();
        return Optional.of(next);
    }

    private void tell(PresenceChanged event) {
        try {
            List<ConversationId> shared = conversations.positions(event.account()).stream()
                    .map(Position::conversation)
                    .toList();
            hub.tell(shared, event.account(), event);
        } catch (RuntimeException away) {
            LOG.log(System.Logger.Level.DEBUG, "Nobody is told of " + event, away);
        }
    }
}
