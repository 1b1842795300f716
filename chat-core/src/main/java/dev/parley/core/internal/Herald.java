package dev.parley.core.internal;

import dev.parley.core.event.ChatEvent.PresenceChanged;
import dev.parley.core.model.AccountId;
import dev.parley.core.model.ConversationId;
import dev.parley.core.model.Position;
import dev.parley.core.port.ConversationReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Executor executor;

    private final Map<AccountId, Boolean> news = new LinkedHashMap<>();
    private boolean telling;

    Herald(Hub hub, ConversationReader conversations, Executor executor) {
        this.hub = hub;
        this.conversations = conversations;
        this.executor = executor;
    }

    void changed(AccountId account, boolean online) {
        if (begins(account, online)) {
            executor.execute(this::tellNext);
        }
    }

    /** Whether nobody is telling yet. */
    private synchronized boolean begins(AccountId account, boolean online) {
        news.put(account, online);
        boolean begins = !telling;
        telling = true;
        return begins;
    }

    private void tellNext() {
        try {
            tell(next());
        } finally {
            if (more()) {
                executor.execute(this::tellNext);
            }
        }
    }

    private synchronized PresenceChanged next() {
        Map.Entry<AccountId, Boolean> first = news.entrySet().iterator().next();
        PresenceChanged next = new PresenceChanged(first.getKey(), first.getValue());
        news.remove(next.account());
        return next;
    }

    private synchronized boolean more() {
        telling = !news.isEmpty();
        return telling;
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
